import { DAY_MS, HOUR_MS, utcDate } from '../dates.ts';
import type { Observation } from '../domain.ts';

/** One point of a source: a moment in milliseconds and what was observed then. */
export interface Point {
  readonly timestamp: number;
  readonly price: number | null;
  readonly marketCap: number | null;
  readonly totalVolume: number | null;
}

/** Between these lie the figures of all markets; further apart, squares of their ratios would be no numbers. */
const LEAST = 1e-50;
const LARGEST = 1e50;

/** Whether a price, a market cap or a volume can be one: finite, and not absurdly large or small. */
export function isObservable(value: number): boolean {
  const magnitude = Math.abs(value);
  return magnitude === 0 || (magnitude >= LEAST && magnitude <= LARGEST);
}

/**
 * One observation a UTC day, in order: of points on the same date the first is kept. A newest date with one point
 * only, over an hour after 00:00 UTC, is the running day and is dropped.
 */
export function observationsOf(points: readonly Point[]): readonly Observation[] {
  const sorted = points.toSorted((a, b) => a.timestamp - b.timestamp);
  const firsts = sorted.filter(
    ({ timestamp }, i) => dayOf(timestamp) !== dayOf(sorted[i - 1]?.timestamp ?? Number.NaN),
  );
  const newest = firsts.at(-1);
  if (newest !== undefined && newest === sorted.at(-1) && timeOfDay(newest) > HOUR_MS) firsts.pop();
  return firsts.map(({ timestamp, ...values }) => ({ date: utcDate(timestamp), ...values }));
}

function dayOf(timestamp: number): number {
  return Math.floor(timestamp / DAY_MS);
}

function timeOfDay({ timestamp }: Point): number {
  return ((timestamp % DAY_MS) + DAY_MS) % DAY_MS;
}
