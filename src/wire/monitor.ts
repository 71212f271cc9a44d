import type { FeatureDrift } from '../monitoring/drift.ts';
import type { ForecastReport, MonitorReport } from '../monitoring/monitor.ts';
import type { Score } from '../monitoring/outcomes.ts';
import type { Quality } from '../monitoring/quality.ts';

/** A monitoring report as `monitor --format json` prints it. */
export function monitorToWire({ run, chart, quality, forecasts, drift, status, reasons }: MonitorReport) {
  const isOfModel = ({ feature }: FeatureDrift) => run.model.features.includes(feature);
  return {
    coin: chart.coin,
    vs_currency: chart.vsCurrency,
    run_id: run.id,
    feature_set: run.settings.featureSet,
    source: chart.source,
    retrieved_at: chart.retrievedAt,
    from: chart.from,
    to: chart.to,
    quality: qualityToWire(quality),
    forecasts: forecastsToWire(forecasts),
    drift: drift.features.filter(isOfModel).map(driftToWire),
    market_drift: drift.features.filter((each) => !isOfModel(each)).map(driftToWire),
    drift_window: {
      rows: drift.recent?.rows ?? 0,
      from: drift.recent?.from ?? null,
      to: drift.recent?.to ?? null,
      rows_since_training: drift.rowsSinceTraining,
      earlier_windows: drift.windows,
      too_few_to_say: drift.tooFew ?? null,
    },
    status,
    reasons,
  };
}

function driftToWire({ feature, psi, ks, ksPValue, wasserstein, pValue, drifted }: FeatureDrift) {
  return {
    feature,
    psi: psi.value,
    psi_limit: psi.limit,
    ks_statistic: ks.value,
    ks_limit: ks.limit,
    ks_p_value: ksPValue,
    wasserstein: wasserstein.value,
    wasserstein_limit: wasserstein.limit,
    p_value: pValue,
    drifted,
  };
}

function qualityToWire({ ageHours, isStale, isAhead, gaps, zeroVolumes, steps }: Quality) {
  return {
    age_hours: ageHours,
    stale: isStale,
    ahead_of_clock: isAhead,
    gaps,
    zero_volumes: zeroVolumes,
    steps,
  };
}

function forecastsToWire(forecasts: ForecastReport) {
  const { n: resolved, ...score } = scoreToWire(forecasts.all);
  return {
    resolved,
    pending: forecasts.pending,
    late: forecasts.late,
    skipped_lines: forecasts.skippedLines,
    ...score,
    newest_30_days: scoreToWire(forecasts.newest30),
    newest_90_days: scoreToWire(forecasts.newest90),
    rolling_30_days: forecasts.rolling30.map(({ date, ...each }) => ({ date, ...scoreToWire(each) })),
    calibration: forecasts.calibration.map((bin) => ({
      n: bin.n,
      lowest: bin.lowest,
      highest: bin.highest,
      mean_forecast: bin.meanForecast,
      share_of_ups: bin.shareOfUps,
      share_of_ups_ci95: bin.interval,
    })),
  };
}

function scoreToWire({ n, accuracy, accuracyInterval, logLoss, baseRateLogLoss }: Score) {
  return {
    n,
    accuracy,
    accuracy_ci95: accuracyInterval,
    log_loss: logLoss,
    base_rate_log_loss: baseRateLogLoss,
  };
}
