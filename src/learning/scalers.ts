import type { Scaler } from '../domain.ts';
import type { Vector } from './vector.ts';

/** How one feature is scaled: x ↦ (x − offset) / scale; a scale of 0 marks a constant feature. */
interface ColumnScale {
  readonly offset: number;
  readonly scale: number;
}

/** What each scaler makes of the values of one feature in the training rows. */
export const columnScales = {
  /** x ↦ (x − min) / (max − min) */
  'min-max': (column: Iterable<number>): ColumnScale => {
    const offset = minimum(column);
    return { offset, scale: maximum(column) - offset };
  },
  /** x ↦ (x − mean) / σ with the population's standard deviation. */
  standard: (column: Iterable<number>): ColumnScale => {
    const offset = mean(column);
    if (minimum(column) === maximum(column)) return { offset, scale: 0 };
    let [squares, count] = [0, 0];
    for (const x of column) {
      squares += (x - offset) ** 2;
      count += 1;
    }
    return { offset, scale: Math.sqrt(squares / count) };
  },
} as const satisfies Record<Scaler['name'], (column: Iterable<number>) => ColumnScale>;

/** A scaler fitted on training rows. A constant feature scales to 0. */
export function fitScaler(name: Scaler['name'], rows: readonly Vector[]): Scaler {
  const columns = columnsOf(rows).map(columnScales[name]);
  return {
    name,
    offsets: columns.map(({ offset }) => offset),
    scales: columns.map(({ scale }) => scale),
  };
}

/** One row of raw values, scaled. Values outside the training range are not clipped. */
export function scaleRow({ offsets, scales }: Scaler, values: Vector): Vector {
  return values.map((x, j) => {
    const scale = scales[j] ?? 0;
    return scale === 0 ? 0 : (x - (offsets[j] ?? 0)) / scale;
  });
}

/** The columns of a table of rows. */
export function columnsOf(rows: readonly Vector[]): readonly Vector[] {
  return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] ?? Number.NaN));
}

/** The least value, of any number of them. */
export function minimum(values: Iterable<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const x of values) least = Math.min(least, x);
  return least;
}

/** The greatest value, of any number of them. */
export function maximum(values: Iterable<number>): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const x of values) greatest = Math.max(greatest, x);
  return greatest;
}

export function mean(values: Iterable<number>): number {
  let [sum, count] = [0, 0];
  for (const x of values) {
    sum += x;
    count += 1;
  }
  return sum / count;
}
