import { at, type Vector } from '../learning/vector.ts';
import { quantile } from './bootstrap.ts';

/** What came where a signal was between two of its quantiles. */
export interface Quintile {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** The share of days whose target came true; null where there is no day. */
  readonly share: number | null;
  /** The mean of the next day's log return; null where there is no day. */
  readonly meanReturn: number | null;
}

/** A signal's value on a day, and what came. */
export interface SignalDay {
  readonly value: number;
  readonly target: 0 | 1;
  readonly nextReturn: number;
}

const EDGES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * The days in five parts by the signal's value: the edges are linear quantiles, a value on an edge is in the lower
 * part.
 */
export function quintiles(days: readonly SignalDay[]): readonly Quintile[] {
  const sorted = days.map(({ value }) => value).toSorted((a, b) => a - b);
  const edges = EDGES.map((share) => quantile(sorted, share));
  return edges.slice(1).map((to, i) => {
    const from = at(edges, i);
    const inside = days.filter(({ value }) => (i === 0 || value > from) && value <= to);
    return {
      from,
      to,
      n: inside.length,
      share: meanOf(inside.map(({ target }) => target)),
      meanReturn: meanOf(inside.map(({ nextReturn }) => nextReturn)),
    };
  });
}

function meanOf(values: Vector): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
