import type { Day } from '../domain.ts';
import { at } from '../learning/vector.ts';
import { writeNumbers } from './axis.ts';
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

/** A day beside its chart, the fullest first: its price and volume, and whether the price was filled. */
export function dayTexts(day: Day, currency: string): readonly string[] {
  const price = `${day.date}  ${formatPrice(day.price, currency)}`;
  const filled = day.filled.price === undefined ? '' : '  ○ filled';
  const volume = day.totalVolume === null ? '' : `volume ${formatVolume(day.totalVolume)}`;
  return [`${price}  ${volume}${filled}`, `${price}${filled}`];
}

/** The same as a sentence. */
export function daySentence(day: Day, currency: string): string {
  const volume = day.totalVolume === null ? '' : `, volume ${formatVolume(day.totalVolume)}`;
  const filled = day.filled.price === undefined ? '' : '; the price is filled';
  return `${day.date}: ${formatPrice(day.price, currency)}${volume}${filled}.`;
}

/** Three digits and a unit: 45.2B */
function formatVolume(volume: number): string {
  const step = volume > 0 ? 10 ** (Math.floor(Math.log10(volume)) - 2) : 1;
  return at(writeNumbers([Math.round(volume / step) * step], step), 0);
}
