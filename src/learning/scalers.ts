import type { Scaler } from '../domain.ts';
import type { Vector } from './vector.ts';

/** x ↦ (x − min) / (max − min), fitted on training rows. A constant feature scales to 0. */
export function fitMinMaxScaler(rows: readonly Vector[]): Scaler {
  const columns = columnsOf(rows);
  const offsets = columns.map(minimum);
  return {
    name: 'min-max',
    offsets,
    scales: columns.map((column, j) => maximum(column) - (offsets[j] ?? 0)),
  };
}

/**
 * x ↦ (x − mean) / σ with the population's standard deviation, fitted on training rows. A constant feature
 * scales to 0.
 */
export function fitStandardScaler(rows: readonly Vector[]): Scaler {
  const columns = columnsOf(rows);
  const offsets = columns.map(mean);
  return {
    name: 'standard',
    offsets,
    scales: columns.map((column, j) =>
      minimum(column) === maximum(column)
        ? 0
        : Math.sqrt(mean(column.map((x) => (x - (offsets[j] ?? 0)) ** 2))),
    ),
  };
}

export const scalerFits = { 'min-max': fitMinMaxScaler, standard: fitStandardScaler } as const;

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
export function minimum(values: Vector): number {
  return values.reduce((least, x) => Math.min(least, x), Number.POSITIVE_INFINITY);
}

/** The greatest value, of any number of them. */
export function maximum(values: Vector): number {
  return values.reduce((greatest, x) => Math.max(greatest, x), Number.NEGATIVE_INFINITY);
}

export function mean(values: Vector): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
