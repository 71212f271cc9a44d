import { shared } from '../../help/glossary.ts';

/** The terms on the Predict screen. */
export const predictTerms = shared(
  'P(up), P(large move)',
  'target',
  'large move',
  'contribution',
  'out of range',
  'base rate',
  'verdict',
);
