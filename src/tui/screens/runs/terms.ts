import { shared } from '../../help/glossary.ts';

/** The terms on the Runs screen. */
export const runsTerms = shared(
  'log loss',
  'base rate',
  'verdict',
  'accuracy',
  'AUC',
  'Brier',
  'MCC',
  'baseline',
);
