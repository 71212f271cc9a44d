import { shared } from '../../help/glossary.ts';

/** The terms on the Monitor screen. */
export const monitorTerms = shared(
  'drift',
  'limit',
  'Wasserstein',
  'PSI',
  'KS',
  'rolling accuracy',
  'pending, resolved',
  'challenger',
);
