import type { DayValue } from '../domain.ts';
import { plural } from './format.ts';

interface CountedDays {
  readonly days: number;
  /** Days of which any value was filled. */
  readonly filled: number;
  /** Not known of runs of version 0.1.0. */
  readonly filledByColumn?: Readonly<Record<DayValue, number>> | undefined;
}

/** How many days there are, and how many values were filled: prices apart, since only they decide what trains. */
export function daysInWords({ days, filled, filledByColumn }: CountedDays): string {
  const counted = plural(days, 'day');
  if (filled === 0) return `${counted}, 0 filled`;
  if (filledByColumn === undefined) return `${counted}, ${plural(filled, 'day')} with a filled value`;
  const { price, marketCap, totalVolume } = filledByColumn;
  const prices = price === 0 ? 'every price is real' : plural(price, 'filled price');
  const rest = [
    ...(marketCap === 0 ? [] : [plural(marketCap, 'filled market cap')]),
    ...(totalVolume === 0 ? [] : [plural(totalVolume, 'filled volume')]),
  ];
  return [counted, prices, ...rest].join(', ');
}

/** How many days have no value of each column, prices first. */
export function missingInWords({
  price,
  marketCap,
  totalVolume,
}: Readonly<Record<DayValue, number>>): string {
  const rest = [
    ...(marketCap === 0 ? [] : [`${plural(marketCap, 'day')} without a market cap`]),
    ...(totalVolume === 0 ? [] : [`${plural(totalVolume, 'day')} without a volume`]),
  ];
  const prices = price === 0 ? 'every day has a price' : `${plural(price, 'day')} without a price`;
  return [prices, ...rest].join(', ');
}
