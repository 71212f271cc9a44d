import { shared } from '../../help/glossary.ts';

/** The terms on the Features screen. */
export const featuresTerms = shared('target', 'large move', 'delay', 'r with target', 'feature set');
