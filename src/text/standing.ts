import type { Multiplicity } from '../evaluation/ledger.ts';
import { formatPValue } from './format.ts';

/** What was evaluated, and its p-value alone. */
export interface Tried {
  readonly coins: readonly string[];
  readonly pValue: number | null;
  /** A test of a signal is counted among tests. */
  readonly isTest?: boolean;
}

/** "one of 14 recipes tried on bitcoin: p = 0.031 alone, p = 0.43 among them" */
export function standingInWords(
  { coins, pValue, isTest = false }: Tried,
  { evaluations, pValueHolm }: Multiplicity,
): string {
  const what = isTest ? 'test of a signal' : 'recipe';
  const on = coins.join(', ');
  if (evaluations === 1) return `the first ${what} tried on ${on}: ${formatPValue(pValue)}`;
  const all = isTest ? `${evaluations} tests of signals` : `${evaluations} recipes`;
  return `one of ${all} tried on ${on}: ${formatPValue(pValue)} alone, ${formatPValue(pValueHolm)} among them`;
}
