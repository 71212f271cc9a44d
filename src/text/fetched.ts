import { isExchange } from '../domain.ts';
import type { Fetched, TakenBack } from '../results/fetched.ts';
import { missingInWords } from './days.ts';
import { plural, toldApart } from './format.ts';
import { marketFlags } from './market-flags.ts';
import { sourceInWords } from './sentences.ts';

/** What a fetch or an import brought, for people. */
export function fetchedText(fetched: Fetched): string {
  const { coin, vsCurrency, source, days, from, to, path } = fetched;
  const next = { coin, vsCurrency, source: isExchange(source) ? source : 'cache' } as const;
  return [
    `${coin} in ${vsCurrency}, from ${sourceInWords(source)}`,
    `Stored  ${plural(days, 'day')}, ${from} to ${to}`,
    `Days    ${changesText(fetched)}`,
    `Values  ${missingInWords(fetched.missingByColumn)}`,
    `In      ${path}`,
    `Next    crypto-predict train ${marketFlags(next)}`,
  ].join('\n');
}

/** How many days came in that were not known, became others, stayed, and contradict what was known. */
function changesText({ added, replaced, unchanged, conflicting, largestConflict }: Fetched): string {
  const counts = `${added} added, ${replaced} replaced, ${unchanged} unchanged`;
  if (largestConflict === null) return counts;
  const { date } = largestConflict;
  const [older, newer] = toldApart([largestConflict.older, largestConflict.newer]);
  return `${counts}; ${conflicting} by over 1 %, most on ${date} (${older} → ${newer})`;
}

/** What was taken back, for people. */
export function takenBackText({ coin, vsCurrency, undone, days, from, to, left, path }: TakenBack): string {
  return [
    `${coin} in ${vsCurrency}: taken back what came from ${sourceInWords(undone.source)} at ${undone.changedAt}`,
    `Days    ${undone.removed} removed, ${undone.restored} as they were before`,
    days === 0 ? 'Stored  nothing any more' : `Stored  ${plural(days, 'day')}, ${from} to ${to}`,
    `In      ${path}`,
    `Left    ${plural(left, 'more change')} to take back`,
  ].join('\n');
}
