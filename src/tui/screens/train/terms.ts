import { shared } from '../../help/glossary.ts';

/** The terms on the Train screen. */
export const trainTerms = shared(
  'target',
  'large move',
  'delay',
  'log loss',
  'base rate',
  'epoch',
  'gradient, max|∇J|/n',
  'tolerance',
  'l2',
  'learning rate',
  'momentum restart',
  'test size',
  'feature set',
  'verdict',
  'baseline',
  'accuracy',
  'AUC',
  'Brier',
  'MCC',
  'confusion matrix',
);
