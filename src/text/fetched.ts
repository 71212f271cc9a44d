import type { Fetched } from '../market-data/fetch.ts';
import { plural } from './format.ts';
import { marketFlags } from './market-flags.ts';
import { sourceInWords } from './sentences.ts';

/** What a fetch or an import brought, for people. */
export function fetchedText(fetched: Fetched): string {
  const { coin, vsCurrency, source, days, added, from, to, path } = fetched;
  return [
    `${coin} in ${vsCurrency}, from ${sourceInWords(source)}`,
    `Stored  ${plural(days, 'day')}, ${from} to ${to}; ${added} of them new`,
    `In      ${path}`,
    `Next    crypto-predict train ${marketFlags({ coin, vsCurrency, source: 'cache' })}`,
  ].join('\n');
}
