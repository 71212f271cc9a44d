import type { Scaler } from '../domain.ts';
import { at, checkLength, entry, type Vector } from './vector.ts';

/** How one feature is scaled: x ↦ (x − offset) / scale; a scale of 0 marks a constant feature. */
interface ColumnScale {
  readonly offset: number;
  readonly scale: number;
}

/** What each scaler makes of the values of one feature in the training rows. */
export const columnScales = {
  /** x ↦ (x − min) / (max − min) */
  'min-max': (column: Float64Array): ColumnScale => {
    const offset = minimum(column);
    return { offset, scale: maximum(column) - offset };
  },
  /** x ↦ (x − mean) / σ with the population's standard deviation. */
  standard: (column: Float64Array): ColumnScale => {
    const offset = mean(column);
    if (minimum(column) === maximum(column)) return { offset, scale: 0 };
    let squares = 0;
    for (let i = 0; i < column.length; i++) squares += (entry(column, i) - offset) ** 2;
    return { offset, scale: Math.sqrt(squares / column.length) };
  },
} as const satisfies Record<Scaler['name'], (column: Float64Array) => ColumnScale>;

/** A scaler fitted on training rows. A constant feature scales to 0. */
export function fitScaler(name: Scaler['name'], rows: readonly Vector[]): Scaler {
  const columns = columnsOf(rows).map((column) => columnScales[name](typed(column)));
  return {
    name,
    offsets: columns.map(({ offset }) => offset),
    scales: columns.map(({ scale }) => scale),
  };
}

/** Scaled values end here: the product of two that were larger would overflow, and a sum of such be no number. */
const LARGEST_SCALED = 1e150;

/**
 * One row of raw values, scaled. Values outside the training range are not clipped, up to ±1e150.
 *
 * @throws {RangeError} where the row has not as many values as the scaler
 */
export function scaleRow({ offsets, scales }: Scaler, values: Vector): Vector {
  checkLength(values, scales.length);
  return values.map((x, j) => {
    const scale = at(scales, j);
    if (scale === 0) return 0;
    return Math.max(-LARGEST_SCALED, Math.min(LARGEST_SCALED, (x - at(offsets, j)) / scale));
  });
}

/**
 * The columns of a table of rows.
 *
 * @throws {RangeError} where the rows are not of one length
 */
export function columnsOf(rows: readonly Vector[]): readonly Vector[] {
  const [first = []] = rows;
  for (const row of rows) checkLength(row, first.length);
  return first.map((_, j) => rows.map((row) => at(row, j)));
}

/** The least value, of any number of them. */
export function minimum(values: Vector | Float64Array): number {
  const column = typed(values);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < column.length; i++) least = Math.min(least, entry(column, i));
  return least;
}

/** The greatest value, of any number of them. */
export function maximum(values: Vector | Float64Array): number {
  const column = typed(values);
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < column.length; i++) greatest = Math.max(greatest, entry(column, i));
  return greatest;
}

export function mean(values: Vector | Float64Array): number {
  const column = typed(values);
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += entry(column, i);
  return sum / column.length;
}

/** Numbers as a typed array, over which a loop is several times faster than over a list. */
function typed(values: Vector | Float64Array): Float64Array {
  return values instanceof Float64Array ? values : new Float64Array(values);
}
