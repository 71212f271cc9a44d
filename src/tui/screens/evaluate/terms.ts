import { shared } from '../../help/glossary.ts';

/** The terms on the Evaluate screen. */
export const evaluateTerms = shared(
  'walk-forward',
  'target',
  'large move',
  'delay',
  'verdict',
  'skill',
  'p-value',
  'equity',
  'reliability',
  'base rate',
  'log loss',
  'baseline',
  'accuracy',
  'feature set',
);
