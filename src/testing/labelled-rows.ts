import { addDays } from '../dates.ts';
import type { Label, LabelledRow } from '../domain.ts';
import type { Vector } from '../learning/vector.ts';

/** Labelled rows of feature values, one a day, in which persistence knows nothing. */
export function labelledRowsOf(values: readonly Vector[], targets: readonly Label[]): readonly LabelledRow[] {
  return values.map((row, t) => ({
    date: addDays('2010-01-01', t),
    values: row,
    target: targets[t] ?? 0,
    persistence: t % 2 === 0 ? 1 : 0,
    priceFilled: false,
  }));
}

/** A standard normal number from two uniform ones (Box and Muller 1958). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
