import * as v from 'valibot';
import { exchangeNames } from '../domain.ts';
import { InputError } from '../errors.ts';
import { type DocumentKind, decodeDocument, encodeDocument } from '../results/checksummed.ts';
import { areInOrder, coin, count, currency, instant, isoDate } from '../results/values.ts';
import type { Change, History } from './history.ts';
import { isObservable } from './points.ts';
import {
  betweenPrices,
  type ChartKey,
  FIRST_DAY,
  type Retrieval,
  type StoredObservation,
} from './stored-chart.ts';

const observable = v.pipe(v.number(), v.check(isObservable));
const value = v.nullable(observable);
const price = v.nullable(v.pipe(observable, v.gtValue(0)));

const storedChart = {
  name: 'stored chart',
  version: 2,
  remedy: 'delete it and fetch again, which brings back what its source has',
  schema: v.pipe(
    v.object({
      coin,
      vs_currency: currency,
      retrievals: v.array(
        v.object({
          /** Absent in files of version 1, where the order of time is the order of arrival. */
          number: v.optional(count),
          source: v.picklist(['coingecko', 'bundled', 'csv', ...exchangeNames]),
          retrieved_at: instant,
          days_asked: v.nullable(v.union([count, v.literal('max')])),
          product: v.optional(v.string()),
          is_part: v.optional(v.boolean()),
        }),
      ),
      /** [date, price, market cap, total volume, index of the retrieval] */
      observations: v.pipe(
        v.array(v.tuple([isoDate, price, value, value, count])),
        v.check((rows) => areInOrder(rows), 'are not in order'),
      ),
      /** What each of the last changes replaced, the newest last: [date, and the values before, or null for no day] */
      changes: v.optional(
        v.array(
          v.object({
            source: v.picklist(['coingecko', 'bundled', 'csv', ...exchangeNames]),
            changed_at: instant,
            replaced: v.array(v.tuple([isoDate, v.nullable(v.tuple([price, value, value, count]))])),
          }),
        ),
        [],
      ),
    }),
    v.check(
      ({ retrievals, observations, changes }) =>
        observations.every(([, , , , index]) => index < retrievals.length) &&
        changes.every(({ replaced }) => replaced.every(([, row]) => (row?.[3] ?? -1) < retrievals.length)),
      'observations come from nowhere',
    ),
  ),
} as const satisfies DocumentKind<v.GenericSchema>;

type Document = v.InferOutput<typeof storedChart.schema>;

/**
 * The stored chart in the bytes of its file. Days without a price at either end, and days before there was any coin,
 * are no part of it, though an old file may have them.
 *
 * @throws {InputError} where the file is damaged, or of another market
 */
export function decodeHistory(bytes: Uint8Array, path: string, key: ChartKey): History {
  const document = decodeDocument(bytes, path, storedChart);
  if (document.coin !== key.coin || document.vs_currency !== key.vsCurrency) {
    throw new InputError({
      code: 'damaged_file',
      message: `${path} is damaged: it is of ${document.coin} in ${document.vs_currency}`,
      hint: storedChart.remedy,
    });
  }
  const retrievals = retrievalsOf(document);
  const retrievalAt = (index: number): Retrieval => {
    const retrieval = retrievals[index];
    if (retrieval === undefined) throw new RangeError(`${path} has no retrieval ${index}`);
    return retrieval;
  };
  const observations = document.observations.map(
    ([date, price, marketCap, totalVolume, index]): StoredObservation => ({
      date,
      price,
      marketCap,
      totalVolume,
      retrieval: retrievalAt(index),
    }),
  );
  return {
    chart: {
      coin: key.coin,
      vsCurrency: key.vsCurrency,
      exchange: key.exchange,
      observations: betweenPrices(observations.filter(({ date }) => date >= FIRST_DAY)),
    },
    changes: document.changes.map(
      ({ source, changed_at, replaced }): Change => ({
        source,
        changedAt: changed_at,
        replaced: replaced.map(([date, row]) => {
          if (row === null) return { date, before: undefined };
          const [price, marketCap, totalVolume, index] = row;
          return { date, before: { date, price, marketCap, totalVolume, retrieval: retrievalAt(index) } };
        }),
      }),
    ),
  };
}

/** The text of the file of a stored chart. */
export function encodeHistory({ chart, changes }: History): string {
  const kept = changes.flatMap(({ replaced }) => replaced.flatMap(({ before }) => before ?? []));
  const retrievals = [
    ...new Map(
      [...chart.observations, ...kept].map(({ retrieval }) => [retrieval.number, retrieval]),
    ).values(),
  ].toSorted((a, b) => a.number - b.number);
  const indices = new Map(retrievals.map(({ number }, index) => [number, index]));
  const indexOf = ({ number }: Retrieval): number => {
    const index = indices.get(number);
    if (index === undefined) throw new RangeError(`no retrieval has the number ${number}`);
    return index;
  };
  const document: v.InferInput<typeof storedChart.schema> = {
    coin: chart.coin,
    vs_currency: chart.vsCurrency,
    retrievals: retrievals.map(({ number, source, retrievedAt, daysAsked, product, isPart }) => ({
      number,
      source,
      retrieved_at: retrievedAt,
      days_asked: daysAsked,
      ...(product === undefined ? {} : { product }),
      ...(isPart ? { is_part: true } : {}),
    })),
    observations: chart.observations.map(({ date, price, marketCap, totalVolume, retrieval }) => [
      date,
      price,
      marketCap,
      totalVolume,
      indexOf(retrieval),
    ]),
    changes: changes.map(({ source, changedAt, replaced }) => ({
      source,
      changed_at: changedAt,
      replaced: replaced.map(({ date, before }) => [
        date,
        before === undefined
          ? null
          : [before.price, before.marketCap, before.totalVolume, indexOf(before.retrieval)],
      ]),
    })),
  };
  return encodeDocument(storedChart.version, document);
}

/** The retrievals of a file; those of version 1 are numbered by their time. */
function retrievalsOf({ retrievals }: Document): readonly Retrieval[] {
  const times = retrievals.map(({ retrieved_at }) => retrieved_at).toSorted();
  return retrievals.map(({ number, source, retrieved_at, days_asked, product, is_part }, index) => ({
    number: number ?? 1 + times.indexOf(retrieved_at) + sameTimeBefore(retrievals, index),
    source,
    retrievedAt: retrieved_at,
    daysAsked: days_asked,
    product,
    isPart: is_part,
  }));
}

/** How many retrievals of the same moment come before one, so that no two get the same number. */
function sameTimeBefore(retrievals: Document['retrievals'], index: number): number {
  const own = retrievals[index]?.retrieved_at;
  return retrievals.slice(0, index).filter(({ retrieved_at }) => retrieved_at === own).length;
}
