import { byDate } from '../dates.ts';
import type { Days, ExchangeName, Instant, IsoDate, Market, Observation, Source } from '../domain.ts';

/** One time that observations of a market were brought in. */
export interface Retrieval {
  /** In the order of their arrival, whatever the clock said; the bundled snapshot, beneath all others, has 0. */
  readonly number: number;
  readonly source: Exclude<Source, 'cache'>;
  readonly retrievedAt: Instant;
  /** How many days a source on the network was asked for; null for another source. */
  readonly daysAsked: Days | null;
  /** The pair that an exchange was asked for. */
  readonly product?: string | undefined;
  /** Whether the newest days did not come: the source broke off, or had no price of them yet. */
  readonly isPart?: boolean | undefined;
}

/** An observation that knows where it came from and when. */
export interface StoredObservation extends Observation {
  readonly retrieval: Retrieval;
}

/** Which stored chart of a market: an exchange has one of its own; all else is in one. */
export interface ChartKey extends Market {
  readonly exchange?: ExchangeName | undefined;
}

/** All that was ever fetched or imported of a market, one observation a day, in order. */
export interface StoredChart extends ChartKey {
  readonly observations: readonly StoredObservation[];
}

export type PricedObservation<Row extends Observation> = Row & { readonly price: number };

/** No coin had a price before this day. */
export const FIRST_DAY: IsoDate = '2009-01-01';

export function chartOf(
  key: ChartKey,
  observations: readonly Observation[],
  retrieval: Retrieval,
): StoredChart {
  const { coin, vsCurrency, exchange } = key;
  const stored = observations.map((observation) => ({ ...observation, retrieval }));
  return { coin, vsCurrency, exchange, observations: stored };
}

/** The number that the next retrieval of a chart gets. */
export function nextNumber(chart: StoredChart | undefined): number {
  return 1 + (chart?.observations.reduce((most, { retrieval }) => Math.max(most, retrieval.number), 0) ?? 0);
}

/**
 * Two charts of a market as one. On a date that both have the later retrieval wins, value by value: what it does
 * not know is kept.
 */
export function mergeCharts(a: StoredChart, b: StoredChart): StoredChart {
  const byDate = new Map(a.observations.map((observation) => [observation.date, observation]));
  for (const observation of b.observations) {
    const other = byDate.get(observation.date);
    byDate.set(observation.date, other === undefined ? observation : mergeDay(other, observation));
  }
  return withDays(a, byDate.values());
}

/** The same, but on a date that both have all values are the second's, unknown ones too. */
export function replaceDays(a: StoredChart, b: StoredChart): StoredChart {
  return withDays(
    a,
    new Map(
      [...a.observations, ...b.observations].map((observation) => [observation.date, observation]),
    ).values(),
  );
}

/** A chart with other days, put in order. */
export function withDays(chart: StoredChart, days: Iterable<StoredObservation>): StoredChart {
  const observations = [...days].toSorted(byDate);
  return { ...chart, observations: betweenPrices(observations) };
}

/** The days with a price. */
export function priced<Row extends Observation>(
  observations: readonly Row[],
): readonly PricedObservation<Row>[] {
  return observations.filter((row): row is PricedObservation<Row> => row.price !== null);
}

/** Observations from the first to the last that has a price: no day is made beyond. */
export function betweenPrices<Row extends Observation>(observations: readonly Row[]): readonly Row[] {
  const hasPrice = ({ price }: Row) => price !== null;
  const first = observations.findIndex(hasPrice);
  return first < 0 ? [] : observations.slice(first, observations.findLastIndex(hasPrice) + 1);
}

function mergeDay(a: StoredObservation, b: StoredObservation): StoredObservation {
  const [older, newer] = a.retrieval.number > b.retrieval.number ? [b, a] : [a, b];
  return {
    date: newer.date,
    price: newer.price ?? older.price,
    marketCap: newer.marketCap ?? older.marketCap,
    totalVolume: newer.totalVolume ?? older.totalVolume,
    retrieval: newer.retrieval,
  };
}
