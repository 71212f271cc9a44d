import { isExchange, type Market, type Source, type Verdict } from '../domain.ts';
import { exchangeFlags } from './exchange-flags.ts';
import { plural } from './format.ts';
import { marketFlags } from './market-flags.ts';

/** A free plan of CoinGecko gives 365 days, and the running one. */
const A_YEAR = 366;

interface JudgedDays extends Market {
  readonly days: number;
  readonly source: Source;
  readonly verdict: Verdict;
}

/** Where more days come from, if these are too few to judge by; nothing where there are enough. */
export function moreDaysLines({ days, verdict, ...market }: JudgedDays): readonly string[] {
  const isOpen = verdict === 'no_better_than_baseline' && days <= A_YEAR;
  if (verdict !== 'too_few_rows' && !isOpen) return [];
  return [`! ${plural(days, 'day')} are too few to judge by: ${remedy(market)}.`];
}

function remedy({ coin, vsCurrency, source }: Market & { readonly source: Source }): string {
  if (source === 'csv') return 'use a longer file';
  const longer = `import a longer file: crypto-predict fetch ${marketFlags({ coin, vsCurrency, source: 'csv' })}`;
  if (isExchange(source)) return `ask for --days max, or ${longer}`;
  return `use --days max with ${exchangeFlags(vsCurrency)}, which have years without a key, or ${longer}`;
}
