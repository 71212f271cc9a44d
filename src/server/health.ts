import { ageInHours, HOUR_MS, isAhead, isStale } from '../dates.ts';
import { worthOf } from '../results/worth.ts';
import type { Served } from './models.ts';
import { type HealthAnswer, type ModelHealth, modelStatuses } from './schemas.ts';
import type { Figures } from './watch.ts';

/** How a model in use is, from itself and what is known beside it. */
export function healthOf(
  { coin, vsCurrency, target, runId, run, problem }: Served,
  figures: Figures | undefined,
  now: Date,
): ModelHealth {
  const detail = problem ?? figures?.problem ?? null;
  const newest = figures?.newest;
  const isOld = newest !== undefined && (isStale(newest, now) || isAhead(newest, now));
  const measured = figures?.measured;
  return {
    coin,
    vs_currency: vsCurrency,
    target,
    run_id: runId,
    status: detail !== null ? 'damaged' : isOld ? 'stale_data' : 'ok',
    detail,
    feature_set: run?.model.featureSet ?? null,
    created_at: run?.createdAt ?? null,
    model_age_hours: run ? hoursSince(run.createdAt, now) : null,
    data_to: newest ?? null,
    data_age_hours: newest === undefined ? null : ageInHours(newest, now),
    verdict: run ? worthOf(run).verdict : null,
    live: measured
      ? {
          resolved: measured.live.n,
          log_loss: measured.live.logLoss,
          base_rate_log_loss: measured.live.baseRateLogLoss,
        }
      : null,
    drift: measured?.status ?? null,
  };
}

/** The worst of the models in use. */
export function overallStatus(models: readonly ModelHealth[]): HealthAnswer['status'] {
  if (models.length === 0) return 'no_model';
  return modelStatuses.findLast((status) => models.some((model) => model.status === status)) ?? 'ok';
}

function hoursSince(instant: string, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(instant)) / HOUR_MS;
}
