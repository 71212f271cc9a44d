import type { Multiplicity } from '../evaluation/ledger.ts';
import { formatBarePValue, formatPValue } from './format.ts';
import { sentenceOf } from './sentences.ts';

/** What was evaluated, and its p-value alone. */
export interface Tried {
  readonly coins: readonly string[];
  /** What was forecast: each target is counted by itself. */
  readonly target: string;
  readonly pValue: number | null;
  /** A test of a signal is counted among tests. */
  readonly isTest?: boolean;
}

/**
 * "the 14th recipe tried on bitcoin (direction): p = 0.031 alone, 0.43 among them"; one that was tried before the
 * newest, and again on the same days, is "the 3rd of 14 recipes".
 */
export function standingInWords(
  { coins, target, pValue, isTest = false }: Tried,
  { evaluations, place = evaluations, pValueHolm }: Multiplicity,
): string {
  const what = isTest ? 'test of a signal' : 'recipe';
  const on = `${coins.join(', ')} (${target.replaceAll('_', ' ')})`;
  if (evaluations === 1) return `the first ${what} tried on ${on}: ${formatPValue(pValue)}`;
  const all = isTest ? `${evaluations} tests of signals` : `${evaluations} recipes`;
  const which = place === evaluations ? `${ordinal(place)} ${what}` : `${ordinal(place)} of ${all}`;
  return `the ${which} tried on ${on}: ${formatPValue(pValue)} alone, ${formatBarePValue(pValueHolm)} among them`;
}

/** The same of an entry of the ledger, as a line of a page; `what` it is stands before it where that is not plain. */
export function standingLine(entry: Standing, what?: string): string {
  return `Ledger      ${what === undefined ? '' : `${what}, `}${standingOfEntry(entry)}`;
}

/** The same as a sentence. */
export function standingSentence(entry: Standing): string {
  return `${sentenceOf(standingOfEntry(entry))}.`;
}

/** The same of an entry. */
export function standingOfEntry(entry: Standing): string {
  const { recipe, pValue } = entry;
  return standingInWords({ ...recipe, pValue }, entry);
}

/** What an entry of the ledger says of itself and its place. */
export type Standing = Multiplicity & {
  readonly recipe: Pick<Tried, 'coins' | 'target'>;
  readonly pValue: number | null;
};

function ordinal(count: number): string {
  const isTeen = Math.floor(count / 10) % 10 === 1;
  const suffix = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${suffix}`;
}
