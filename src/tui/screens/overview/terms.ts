import { shared } from '../../help/glossary.ts';

/** The terms on the Overview screen. */
export const overviewTerms = {
  'data age':
    'How many days ago the newest stored day was. A forecast from older data is not about tomorrow.',
  'model age': 'How many days ago the run in use was trained.',
  ...shared('P(up), P(large move)', 'large move', 'drift', 'verdict', 'base rate'),
};
