import { listen } from '../async.ts';
import type { LabelledRow } from '../domain.ts';
import { lossOf } from '../evaluation/metrics.ts';
import { shifted } from '../evaluation/placebo.ts';
import { type WalkForwardSettings, walkForward } from '../evaluation/walk-forward.ts';
import { at } from '../learning/vector.ts';

/** Walk-forwards with some columns shifted around in a circle, once for each amount. */
export interface PlaceboJob {
  readonly rows: readonly LabelledRow[];
  readonly settings: WalkForwardSettings;
  /** The places of the columns among the values. */
  readonly columns: readonly number[];
  readonly amounts: readonly number[];
}

/** A placebo that was walked: what its forecasts cost, day by day. */
export interface Placebo {
  readonly kind: 'placebo';
  readonly amount: number;
  readonly losses: Float64Array;
}

/** Walks each placebo of a job and hands it on. */
export async function walkPlacebos(
  { rows, settings, columns, amounts }: PlaceboJob,
  report: (placebo: Placebo) => void,
  signal?: AbortSignal,
): Promise<readonly Placebo[]> {
  const own = columns.map((column) => rows.map(({ values }) => at(values, column)));
  const placebos: Placebo[] = [];
  for (const amount of amounts) {
    const moved = own.map((column) => shifted(column, amount));
    const places = new Map(columns.map((column, k) => [column, at(moved, k)]));
    const shiftedRows = rows.map((row, t) => ({
      ...row,
      values: row.values.map((value, j) => places.get(j)?.[t] ?? value),
    }));
    const { forecasts } = await listen(walkForward(shiftedRows, settings, signal));
    const placebo: Placebo = { kind: 'placebo', amount, losses: Float64Array.from(forecasts, lossOf) };
    placebos.push(placebo);
    report(placebo);
  }
  return placebos;
}
