import type { Scaler } from '../domain.ts';
import type { Vector } from './vector.ts';

/** Numbers in a row, an array or a part of a typed one. An iterator would take twice as long over them. */
type Values = ArrayLike<number>;

/** How one feature is scaled: x ↦ (x − offset) / scale; a scale of 0 marks a constant feature. */
interface ColumnScale {
  readonly offset: number;
  readonly scale: number;
}

/** What each scaler makes of the values of one feature in the training rows. */
export const columnScales = {
  /** x ↦ (x − min) / (max − min) */
  'min-max': (column: Values): ColumnScale => {
    const offset = minimum(column);
    return { offset, scale: maximum(column) - offset };
  },
  /** x ↦ (x − mean) / σ with the population's standard deviation. */
  standard: (column: Values): ColumnScale => {
    const offset = mean(column);
    if (minimum(column) === maximum(column)) return { offset, scale: 0 };
    let squares = 0;
    for (let i = 0; i < column.length; i++) squares += ((column[i] ?? 0) - offset) ** 2;
    return { offset, scale: Math.sqrt(squares / column.length) };
  },
} as const satisfies Record<Scaler['name'], (column: Values) => ColumnScale>;

/** A scaler fitted on training rows. A constant feature scales to 0. */
export function fitScaler(name: Scaler['name'], rows: readonly Vector[]): Scaler {
  const columns = columnsOf(rows).map(columnScales[name]);
  return {
    name,
    offsets: columns.map(({ offset }) => offset),
    scales: columns.map(({ scale }) => scale),
  };
}

/** Beyond this, products of two scaled values would overflow, and sums of them would be no numbers. */
const FARTHEST = 1e150;

/** One row of raw values, scaled. Values outside the training range are not clipped, as far as numbers go. */
export function scaleRow({ offsets, scales }: Scaler, values: Vector): Vector {
  return values.map((x, j) => {
    const scale = scales[j] ?? 0;
    return scale === 0 ? 0 : Math.max(-FARTHEST, Math.min(FARTHEST, (x - (offsets[j] ?? 0)) / scale));
  });
}

/** The columns of a table of rows. */
export function columnsOf(rows: readonly Vector[]): readonly Vector[] {
  return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] ?? Number.NaN));
}

/** The least value, of any number of them. */
export function minimum(values: Values): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < values.length; i++) least = Math.min(least, values[i] ?? Number.NaN);
  return least;
}

/** The greatest value, of any number of them. */
export function maximum(values: Values): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) greatest = Math.max(greatest, values[i] ?? Number.NaN);
  return greatest;
}

export function mean(values: Values): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? Number.NaN;
  return sum / values.length;
}
