import type { Term } from './glossary.ts';
import type { ScreenName } from './state/session.ts';

/** The terms that are on each screen, which its help explains. */
export const termsOn: Readonly<Record<ScreenName, readonly Term[]>> = {
  data: ['days filled', 'zero volume'],
  features: ['target', 'r with target', 'feature set'],
  train: [
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
  ],
  predict: ['P(up)', 'contribution', 'out of range', 'base rate', 'verdict'],
  runs: ['log loss', 'base rate', 'verdict', 'accuracy', 'AUC', 'Brier', 'MCC', 'baseline'],
  monitor: [
    'drift',
    'limit',
    'Wasserstein',
    'PSI',
    'KS',
    'rolling accuracy',
    'pending, resolved',
    'challenger',
  ],
};
