import { shared } from '../../help/glossary.ts';

/** The terms on the Data screen. */
export const dataTerms = shared('days filled', 'zero volume');
