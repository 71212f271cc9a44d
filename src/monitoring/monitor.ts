import type { Context } from '../context.ts';
import { plural } from '../counts.ts';
import type { IsoDate, MarketChart } from '../domain.ts';
import { type CalibrationBin, calibrationBins } from '../evaluation/calibration.ts';
import { targets } from '../features/engineer.ts';
import { spanOf } from '../features/span.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import type { MonitorStatus } from '../results/monitored.ts';
import { prepareMarket, purposeOf } from '../training/prepare.ts';
import { requestForRun } from '../training/run-source.ts';
import { readForecastLog } from '../workspace/forecast-log.ts';
import type { SavedRun } from '../workspace/runs.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { driftOfRun, type RunDrift } from './drift-of-run.ts';
import { oneForecastADay, type UseHistory } from './one-a-day.ts';
import {
  type MadeForecast,
  newestForecasts,
  outcomesOf,
  type ResolvedForecast,
  resolveForecasts,
  rollingScores,
  type Score,
  scoreOf,
  verdictOfForecasts,
} from './outcomes.ts';
import { assessQuality, hasProblems, type Quality } from './quality.ts';
import { historyOfUse } from './use-history.ts';

/** How a model in use is doing. */
export interface MonitorReport {
  readonly run: SavedRun;
  readonly chart: Omit<MarketChart, 'observations'> & { readonly from: IsoDate; readonly to: IsoDate };
  readonly quality: Quality;
  readonly forecasts: ForecastReport;
  readonly drift: RunDrift;
  readonly status: MonitorStatus;
  /** Why the status is not ok, and what could not be said, in sentences. */
  readonly reasons: readonly string[];
}

export interface ForecastReport {
  readonly resolved: readonly ResolvedForecast[];
  readonly pending: number;
  /** Those that do not count, as they were not made on their day. */
  readonly late: number;
  /** The lines of the log that could not be read. */
  readonly skippedLines: readonly number[];
  readonly all: Score;
  readonly newest30: Score;
  readonly newest90: Score;
  /** The score of the 30 days up to each day. */
  readonly rolling30: readonly (Score & { readonly date: IsoDate })[];
  readonly calibration: readonly CalibrationBin[];
}

/**
 * Looks at how a run in use is doing: the quality of its data since its training began, its forecasts against what
 * came of its target, one a day and each by the run that was in use then, and the drift of its features. What was
 * fetched for it is stored.
 */
export async function* monitor(
  run: SavedRun,
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, MonitorReport, void> {
  const { workspace, now, signal } = context;
  const prepared = yield* prepareMarket(
    requestForRun({ ...request, days: 'max' }, run),
    purposeOf(run.model),
    context,
  );
  const { chart, history, companion } = prepared;
  const { coin, vsCurrency, source, retrievedAt, observations } = chart;
  const quality = assessQuality(observations, { trained: run.data, now: now() });
  const log = await readForecastLog(workspace, run.model);
  const made = log.forecasts.filter(({ target = 'direction' }) => target === run.model.target);
  const { counted, late } = oneForecastADay(made, await historyFor(made, { workspace, run }));
  const outcomes = outcomesOf(targets[run.model.target], { days: history, companion });
  const { resolved, pending } = resolveForecasts(counted, outcomes);
  const drift = await driftOfRun(run, prepared, signal);
  signal.throwIfAborted();
  await storeCharts(workspace, prepared.retrieved);
  const { from, to } = spanOf(observations);
  const forecasts: ForecastReport = {
    resolved,
    pending: pending.length,
    late,
    skippedLines: log.skipped,
    all: scoreOf(resolved),
    newest30: scoreOf(newestForecasts(resolved, { days: 30, to })),
    newest90: scoreOf(newestForecasts(resolved, { days: 90, to })),
    rolling30: rollingScores(resolved, 30),
    calibration: calibrationBins(resolved),
  };
  return {
    run,
    chart: { coin, vsCurrency, source, retrievedAt, from, to },
    quality,
    forecasts,
    drift,
    ...judge({ run, quality, drift, newest90: newestForecasts(resolved, { days: 90, to }) }),
  };
}

/** What is known of the runs in use: it takes reading all runs, and most forecasts say it themselves. */
async function historyFor(
  forecasts: readonly MadeForecast[],
  { workspace, run }: { readonly workspace: Workspace; readonly run: SavedRun },
): Promise<UseHistory> {
  const isSaid = forecasts.every(({ inUse }) => inUse !== undefined);
  return isSaid ? { events: [], now: run.id } : historyOfUse(workspace, run.model);
}

/** Drift comes first, then what is wrong with data or forecasts; what cannot be said is no warning. */
function judge({
  run,
  quality,
  drift,
  newest90,
}: {
  readonly run: SavedRun;
  readonly quality: Quality;
  readonly drift: RunDrift;
  readonly newest90: readonly ResolvedForecast[];
}): Pick<MonitorReport, 'status' | 'reasons'> {
  const drifted = drift.features.filter((feature) => feature.drifted);
  const isWorse = verdictOfForecasts(newest90) === 'worse_than_baseline';
  const reasons = [
    ...(drifted.length > 0 ? [`drifted: ${drifted.map(({ feature }) => feature).join(', ')}`] : []),
    ...(drift.lost.length > 0
      ? [`the days no longer have ${drift.lost.join(', ')}, which the model looks at`]
      : []),
    ...(quality.isStale ? [`the newest day is ${plural(Math.floor(quality.ageHours / 24), 'day')} old`] : []),
    ...(quality.isAhead ? ['the newest day is yet to come by the clock of this computer'] : []),
    ...(quality.isBefore ? [`the training saw days to ${run.data.to}, and the newest known is older`] : []),
    ...(quality.gaps.length > 0 ? [`${plural(quality.gaps.length, 'gap')} in the prices`] : []),
    ...(quality.zeroVolumes.length > 0
      ? [`${plural(quality.zeroVolumes.length, 'day')} without volume`]
      : []),
    ...(quality.steps.length > 0
      ? [`${plural(quality.steps.length, 'step')} of the price of over 50 %`]
      : []),
    ...(isWorse ? ['the forecasts of the newest 90 days are worse than the base rate'] : []),
    ...(drift.tooFew === undefined ? [] : [`drift: ${drift.tooFew}`]),
  ];
  const status =
    drifted.length > 0
      ? 'drift'
      : hasProblems(quality) || drift.lost.length > 0 || isWorse
        ? 'warning'
        : 'ok';
  return { status, reasons };
}
