import type { Day } from '../domain.ts';
import { formatPercent, plural } from './format.ts';
import { formatPrice } from './price.ts';

/** What a chart of prices shows, in words. */
export function pricesSentence(days: readonly Day[], currency: string): string {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return 'There are no prices to show.';
  const lowest = days.reduce((least, day) => (day.price < least.price ? day : least), first);
  const highest = days.reduce((most, day) => (day.price > most.price ? day : most), first);
  const change = last.price / first.price - 1;
  const way = change < 0 ? 'down' : 'up';
  return (
    `${plural(days.length, 'day')}, ${way} ${formatPercent(Math.abs(change))}: ` +
    `lowest ${formatPrice(lowest.price, currency)} on ${lowest.date}, ` +
    `highest ${formatPrice(highest.price, currency)} on ${highest.date}.`
  );
}
