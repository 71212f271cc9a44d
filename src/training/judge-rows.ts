import { listen } from '../async.ts';
import type { LabelledRow } from '../domain.ts';
import { type DayForecast, walkForward } from '../evaluation/walk-forward.ts';
import { logit } from '../learning/logistic-regression.ts';
import { scaleRow } from '../learning/scalers.ts';
import { at, type Vector } from '../learning/vector.ts';
import type { TrainedRun } from '../run.ts';
import type { JudgedRow } from './challenge.ts';

/** A labelled row as each of the two models sees it. */
export interface SharedRow extends LabelledRow {
  /** The values of the challenger's features. */
  readonly values: Vector;
  /** The values of the features of the run in use. */
  readonly valuesInUse: Vector;
}

type Contender = Pick<TrainedRun, 'model' | 'data' | 'settings'>;

/**
 * What the run in use and its challenger say of rows. The challenger speaks of its test rows. Of older ones, those
 * speak that would have been the challengers then: trained with its settings on as many rows, each for the test rows
 * after them. So no row is forecast by a model that has seen it, or anything later; and a run that was left alone for a
 * year is judged by all of it.
 *
 * @param rows all that are known, in order; the newest are the challenger's training and test rows
 * @param from the index of the first to be judged
 */
export async function judgeRows(
  { rows, from }: { readonly rows: readonly SharedRow[]; readonly from: number },
  { inUse, challenger }: { readonly inUse: Contender; readonly challenger: Contender },
  signal: AbortSignal,
): Promise<readonly JudgedRow[]> {
  const start = rows.length - challenger.data.rows.test;
  const older =
    from < start ? await forecastOlder(rows.slice(0, start), { from, inUse, challenger }, signal) : [];
  const saidBy = new Map(older.map(({ date, logOdds }) => [date, logOdds]));
  return rows.slice(Math.max(from, start - older.length)).map((row) => ({
    date: row.date,
    actual: row.target,
    inUse: logOddsOf(inUse, row.valuesInUse),
    challenger: saidBy.get(row.date) ?? logOddsOf(challenger, row.values),
  }));
}

/** Walks to the end of rows, in folds of the challenger's test rows, each trained as the challenger was. */
async function forecastOlder(
  rows: readonly SharedRow[],
  {
    from,
    inUse,
    challenger,
  }: { readonly from: number; readonly inUse: Contender; readonly challenger: Contender },
  signal: AbortSignal,
): Promise<readonly DayForecast[]> {
  const { train, test } = challenger.data.rows;
  const { halfLife } = challenger.settings;
  const startOf = (fold: number) => rows.length - fold * test - train;
  let folds = 0;
  while (startOf(folds) + train > from && canTrain(rows, startOf(folds + 1), train)) folds += 1;
  if (folds === 0) return [];
  const walk = walkForward(
    rows.slice(startOf(folds)),
    {
      scaler: challenger.model.scaler.name,
      // A penalty that was chosen now has seen these rows; that of the run in use has not.
      l2: inUse.settings.l2,
      halfLife: halfLife === 'none' ? null : halfLife,
      initialTrain: train,
      step: test,
      trainWindow: train,
    },
    signal,
  );
  const { forecasts } = await listen(walk);
  return forecasts.filter(({ date }) => date >= at(rows, from).date);
}

/** Whether there are rows to train on from an index, and of both classes. */
function canTrain(rows: readonly SharedRow[], from: number, train: number): boolean {
  return from >= 0 && new Set(rows.slice(from, from + train).map(({ target }) => target)).size === 2;
}

/** What a model says of the values of its features, in log-odds. */
export function logOddsOf({ model }: Pick<TrainedRun, 'model'>, values: Vector): number {
  return logit(model.parameters, scaleRow(model.scaler, values));
}
