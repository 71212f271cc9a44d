import { ROLLING_DAYS } from '../evaluation/appraisal.ts';
import { blockLength } from '../evaluation/bootstrap.ts';
import type { PooledSkill, Skill } from '../evaluation/skill.ts';
import { performanceToWire } from '../results/evaluation-document.ts';
import { metricsToWire } from '../results/metrics.ts';
import type { Evaluated, Evaluation, Pooled } from '../training/evaluate.ts';

/**
 * What `evaluate --format json` prints: of one coin and one feature set its evaluation; of several coins `coins` and
 * `pooled`; of several feature sets `feature_sets`, each what it alone would print, over the same days.
 */
export function evaluatedToWire({ evaluations, pooled }: Evaluated): Record<string, unknown> {
  const sets = [...new Set(evaluations.map(({ featureSet }) => featureSet))];
  const ofSet = sets.map((set) =>
    coinsToWire(
      set,
      evaluations.filter(({ featureSet }) => featureSet === set),
      pooled.find(({ featureSet }) => featureSet === set),
    ),
  );
  const [only] = ofSet;
  return ofSet.length === 1 && only ? only : { scheme: SCHEME, feature_sets: ofSet };
}

const SCHEME = 'walk_forward';

function coinsToWire(
  featureSet: string,
  evaluations: readonly Evaluation[],
  pooled: Pooled | undefined,
): Record<string, unknown> {
  const [only] = evaluations;
  if (evaluations.length === 1 && only) return evaluationToWire(only);
  return {
    scheme: SCHEME,
    feature_set: featureSet,
    coins: evaluations.map(evaluationToWire),
    pooled: pooled && pooledToWire(pooled),
  };
}

export function evaluationToWire(evaluation: Evaluation) {
  const { rows, dates, settings, backtest } = evaluation;
  return {
    scheme: SCHEME,
    coin: evaluation.coin,
    vs_currency: evaluation.vsCurrency,
    source: evaluation.source,
    retrieved_at: evaluation.retrievedAt,
    from: evaluation.from,
    to: evaluation.to,
    feature_set: evaluation.featureSet,
    features: evaluation.features,
    l2: evaluation.l2,
    half_life: evaluation.halfLife,
    folds: evaluation.folds,
    rows: {
      days: rows.days,
      filled: rows.filled,
      usable: rows.usable,
      initial_train: rows.initialTrain,
      step: rows.step,
      evaluated: rows.evaluated,
    },
    dates: {
      first_usable: dates.usable,
      first_evaluated: dates.firstEvaluated,
      last_evaluated: dates.lastEvaluated,
    },
    metrics: metricsToWire(evaluation.metrics),
    accuracy_bootstrap_ci95: evaluation.accuracyBlockInterval,
    baselines: {
      base_rate: metricsToWire(evaluation.baselines.baseRate),
      always_up: metricsToWire(evaluation.baselines.alwaysUp),
      majority: metricsToWire(evaluation.baselines.majority),
      persistence: metricsToWire(evaluation.baselines.persistence),
      contrarian: metricsToWire(evaluation.baselines.contrarian),
    },
    ...skillToWire(evaluation.skill),
    pesaran_timmermann: evaluation.pesaranTimmermann && {
      statistic: evaluation.pesaranTimmermann.statistic,
      p_value: evaluation.pesaranTimmermann.pValue,
    },
    verdict: evaluation.verdict,
    looks_leaky: evaluation.looksLeaky,
    backtest: {
      threshold: backtest.threshold,
      fee_bps: backtest.feeBps,
      strategy: performanceToWire(backtest.strategy),
      buy_and_hold: performanceToWire(backtest.buyAndHold),
    },
    calibration: evaluation.calibration.map((bin) => ({
      n: bin.n,
      lowest: bin.lowest,
      highest: bin.highest,
      mean_forecast: bin.meanForecast,
      share_of_ups: bin.shareOfUps,
      share_of_ups_ci95: bin.interval,
    })),
    expected_calibration_error: evaluation.expectedCalibrationError,
    accuracy_by_confidence: evaluation.confidence.map((bin) => ({
      n: bin.n,
      mean_confidence: bin.meanConfidence,
      accuracy: bin.accuracy,
      accuracy_ci95: bin.interval,
    })),
    rolling_skill: {
      days: ROLLING_DAYS,
      points: evaluation.rolling.map(({ date, logLossSkill }) => ({ date, log_loss_skill: logLossSkill })),
    },
    bootstrap: {
      seed: settings.seed,
      resamples: settings.resamples,
      block_length: blockLength(rows.evaluated),
    },
    forecasts: evaluation.forecasts.map(({ date, probability, baseRate, actual }) => ({
      date,
      probability,
      base_rate: baseRate,
      target: actual,
    })),
    evaluated_at: evaluation.evaluatedAt,
  };
}

function pooledToWire(pooled: Pooled | PooledSkill) {
  return {
    ...('coins' in pooled ? { coins: pooled.coins } : {}),
    days: pooled.days,
    ...skillToWire(pooled),
  };
}

function skillToWire({ logLossSkill, interval, statistic, pValue, lag }: Skill) {
  return {
    log_loss_skill: logLossSkill,
    log_loss_skill_ci95: interval,
    p_value: pValue,
    diebold_mariano: { statistic, p_value: pValue, lag },
  };
}
