import type { Days, Instant, IsoDate, Market, Observation, Source } from '../domain.ts';

/** One time that observations of a market were brought in. */
export interface Retrieval {
  readonly source: Exclude<Source, 'cache'>;
  readonly retrievedAt: Instant;
  /** How many days CoinGecko was asked for; null for another source. */
  readonly daysAsked: Days | null;
}

/** An observation that knows where it came from and when. */
export interface StoredObservation extends Observation {
  readonly retrieval: Retrieval;
}

/** All that was ever fetched or imported of a market, one observation a day, in order. */
export interface StoredChart extends Market {
  readonly observations: readonly StoredObservation[];
}

/** A settled day for which two retrievals disagree about the price. */
export interface Conflict {
  readonly date: IsoDate;
  readonly older: number;
  readonly newer: number;
}

const CONFLICT_SHARE = 0.01;

export function chartOf(
  market: Market,
  observations: readonly Observation[],
  retrieval: Retrieval,
): StoredChart {
  return { ...market, observations: observations.map((observation) => ({ ...observation, retrieval })) };
}

/**
 * Two charts of a market as one. On a date that both have the newer retrieval wins, value by value: what it does
 * not know is kept.
 */
export function mergeCharts(a: StoredChart, b: StoredChart): StoredChart {
  const byDate = new Map(a.observations.map((observation) => [observation.date, observation]));
  for (const observation of b.observations) {
    const other = byDate.get(observation.date);
    byDate.set(observation.date, other === undefined ? observation : mergeDay(other, observation));
  }
  return {
    ...a,
    observations: [...byDate.values()].toSorted((x, y) => (x.date < y.date ? -1 : 1)),
  };
}

/** The days on which the prices of two charts differ by over 1 %. */
export function conflictsBetween(older: StoredChart, newer: StoredChart): readonly Conflict[] {
  const known = new Map(older.observations.map(({ date, price }) => [date, price]));
  return newer.observations.flatMap(({ date, price }) => {
    const before = known.get(date);
    if (price === null || before == null || Math.abs(price - before) <= CONFLICT_SHARE * before) return [];
    return [{ date, older: before, newer: price }];
  });
}

function mergeDay(a: StoredObservation, b: StoredObservation): StoredObservation {
  const [older, newer] = a.retrieval.retrievedAt > b.retrieval.retrievedAt ? [b, a] : [a, b];
  return {
    date: newer.date,
    price: newer.price ?? older.price,
    marketCap: newer.marketCap ?? older.marketCap,
    totalVolume: newer.totalVolume ?? older.totalVolume,
    retrieval: newer.retrieval,
  };
}
