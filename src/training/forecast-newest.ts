import type { Context } from '../context.ts';
import type { FeatureRow, Model } from '../domain.ts';
import { InputError } from '../errors.ts';
import { newestRow, targets } from '../features/engineer.ts';
import { signalColumn } from '../features/signals/signal.ts';
import { spanOf } from '../features/span.ts';
import { type MoveThreshold, thresholdOn } from '../features/targets/threshold.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import type { StoredChart } from '../market-data/stored-chart.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { type DatedForecast, forecastFrom } from './forecast.ts';
import { judgedBy } from './judged-by.ts';
import { featureTableFor, type PreparedMarket, prepareMarket, purposeOf } from './prepare.ts';
import { requestForRun } from './run-source.ts';
import type { Training } from './train-run.ts';

/** Tomorrow, by the model just trained. */
export function forecastAfterTraining(
  { run: { model }, featureRows, days }: Training,
  now: Date,
): DatedForecast | undefined {
  const row = newestRow(featureRows);
  const threshold = row && thresholdOn(targets[model.target], days, row.date);
  return row && { ...forecastFrom(model, row, now), threshold };
}

/** The newest complete day of a market as a run's feature set sees it. */
export interface NewestDay {
  readonly features: readonly string[];
  readonly row: FeatureRow;
  /** The move that is asked for of tomorrow; undefined where the target is none of sizes. */
  readonly threshold: MoveThreshold | undefined;
  /** The run as the market's days judge it now. */
  readonly run: SavedRun;
  /** What was brought in from outside, to be merged into the stored charts. */
  readonly retrieved: readonly StoredChart[];
}

/**
 * Brings the newest complete day of a run's market. Writes nothing.
 *
 * @throws {InputError} where no day has a feature row
 */
export async function* newestDay(
  run: SavedRun,
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, NewestDay, void> {
  const { model } = run;
  const prepared = yield* prepareMarket(requestForRun(request, run), purposeOf(model), context);
  const { features, rows } = featureTableFor(model, prepared);
  const row = newestRow(rows);
  refuseMissingSignals(model, prepared, row);
  if (row !== undefined) {
    const { history, retrieved } = prepared;
    const threshold = thresholdOn(targets[model.target], history, row.date);
    return { features, row, threshold, run: judgedBy(history, run), retrieved };
  }
  throw new InputError({
    code: 'too_few_rows',
    message: `none of ${prepared.days.length} days has a price of its own and a feature row`,
    hint: 'use more days',
  });
}

/** A forecast of tomorrow, by a run as the market's days judge it now. */
export interface JudgedForecast extends DatedForecast {
  readonly run: SavedRun;
}

/** Forecasts from the newest complete day of a market, with a run of the market's own. */
export async function* forecastNewest(
  run: SavedRun,
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, JudgedForecast, void> {
  const { row, threshold, run: judged } = yield* newestDay(run, request, context);
  return { ...forecastFrom(run.model, row, context.now()), threshold, run: judged };
}

/** A forecast without the newest day's signals would be one of a day that is over. */
function refuseMissingSignals(
  { delay }: Model,
  { days, signals }: PreparedMarket,
  row: FeatureRow | undefined,
): void {
  const newest = days.findLast(({ filled }) => filled.price === undefined)?.date;
  if (newest === undefined || signals === undefined || row?.date === newest) return;
  for (const signal of signals.signals) {
    const [value] = signalColumn(signal, [newest], { carry: signals.carry, lag: delay });
    if (value === undefined || Number.isFinite(value)) continue;
    const { to } = spanOf(signal.values);
    throw new InputError({
      code: 'signal_missing',
      message: `the signal ${signal.name} has no value for ${newest}: its newest is of ${to}, and is used for ${signals.carry} days at most`,
      hint: 'import its newer values',
    });
  }
}
