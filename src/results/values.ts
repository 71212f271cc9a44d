import * as v from 'valibot';
import { isDate } from '../dates.ts';
import { type IsoDate, sources } from '../domain.ts';
import { isCoin, isCurrency } from '../identifiers.ts';
import { at } from '../learning/vector.ts';

/** What the values of files may be. Files are read by what these say, whoever wrote them. */

export const finite = v.pipe(v.number(), v.finite());
export const positive = v.pipe(finite, v.gtValue(0));
export const notNegative = v.pipe(finite, v.minValue(0));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A probability, or a part of a whole. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** The 95 % interval of a figure. */
export const interval = v.tuple([finite, finite]);

export const isoDate = v.pipe(v.string(), v.check(isDate, 'is not a date'));
export const instant = v.pipe(v.string(), v.isoTimestamp());
export const coin = v.pipe(v.string(), v.check(isCoin, 'is not a CoinGecko id'));
export const currency = v.pipe(v.string(), v.check(isCurrency, 'is not a currency code'));

/** What is printed of a market first: which it is, and where its newest day came from, and when. */
export const marketEntries = {
  coin,
  vsCurrency: currency,
  source: v.picklist(sources),
  retrievedAt: instant,
};

/** On how many days something is so of each value of a day. */
export const countByColumn = v.object({ price: count, marketCap: count, totalVolume: count });

/** As what a file was read. */
export const readAs = v.object({
  form: v.string(),
  pricesAt: v.picklist(['start', 'end']),
  volume: v.nullable(v.string()),
});

/** Whether rows that begin with their date are in order, one a date. */
export function areInOrder(rows: readonly (readonly [IsoDate, ...unknown[]])[]): boolean {
  return rows.every(([date], i) => i === 0 || date > at(rows, i - 1)[0]);
}
