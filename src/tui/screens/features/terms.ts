import { shared } from '../../help/glossary.ts';

/** The terms on the Features screen. */
export const featuresTerms = shared('target', 'r with target', 'feature set');
