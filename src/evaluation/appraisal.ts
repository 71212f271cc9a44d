import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Verdict } from '../domain.ts';
import type { Vector } from '../learning/vector.ts';
import { type Backtest, type BacktestSettings, backtest } from './backtest.ts';
import { type WalkForwardBaselines, walkForwardBaselines } from './baselines.ts';
import { type BootstrapSettings, bootstrapInterval, type Interval } from './bootstrap.ts';
import {
  accuracyByConfidence,
  type CalibrationBin,
  type ConfidenceBin,
  calibrate,
  expectedCalibrationError,
} from './calibration.ts';
import { directionOf, lossOf, type Metrics, measure, type Outcome } from './metrics.ts';
import { type PesaranTimmermann, pesaranTimmermann, verdictOf } from './significance.ts';
import { type DayLoss, type RollingSkill, rollingSkill, type Skill, skillOf } from './skill.ts';
import type { DayForecast } from './walk-forward.ts';

/** All that is said about the forecasts of a walk-forward. */
export interface Appraisal {
  readonly metrics: Metrics;
  /** The accuracy's 95 % interval by the moving-block bootstrap, which lets days hang together. */
  readonly accuracyBlockInterval: Interval;
  readonly baselines: WalkForwardBaselines<Metrics>;
  readonly skill: Skill;
  /** Null where it is undefined. */
  readonly pesaranTimmermann: PesaranTimmermann | null;
  readonly verdict: Verdict;
  readonly calibration: readonly CalibrationBin[];
  readonly expectedCalibrationError: number;
  readonly confidence: readonly ConfidenceBin[];
  readonly rolling: readonly RollingSkill[];
  readonly backtest: Backtest;
  /** Whether the accuracy is higher than honest daily forecasts have ever been. */
  readonly looksLeaky: boolean;
}

export interface AppraisalSettings extends BacktestSettings, BootstrapSettings {}

export const ROLLING_DAYS = 90;
const LEAKY_ACCURACY = 0.6;
const LEAKY_DAYS = 200;

/**
 * Judges forecasts. `changes` are, for each, by what share the price changed to the next day. It takes some tens of
 * milliseconds over many years, so it lets the event loop run between its parts.
 */
export async function appraise(
  forecasts: readonly DayForecast[],
  changes: Vector,
  settings: AppraisalSettings,
): Promise<Appraisal> {
  const metrics = measure(forecasts);
  const losses = dayLosses(forecasts);
  await nextTurn();
  const skill = skillOf(losses, settings);
  await nextTurn();
  const accuracyBlockInterval = bootstrapInterval(
    [forecasts.map(isRight)],
    ([right = 0]) => right / forecasts.length,
    settings,
  );
  await nextTurn();
  const baselines = walkForwardBaselines(forecasts);
  const measured = {
    baseRate: measure(baselines.baseRate),
    alwaysUp: measure(baselines.alwaysUp),
    majority: measure(baselines.majority),
    persistence: measure(baselines.persistence),
    contrarian: measure(baselines.contrarian),
  };
  await nextTurn();
  const calibration = calibrate(forecasts);
  return {
    metrics,
    accuracyBlockInterval,
    baselines: measured,
    skill,
    pesaranTimmermann: pesaranTimmermann(forecasts),
    verdict: verdictOf(skill.pValue),
    calibration,
    expectedCalibrationError: expectedCalibrationError(calibration),
    confidence: accuracyByConfidence(forecasts),
    rolling: rollingSkill(losses, ROLLING_DAYS),
    backtest: backtest(
      forecasts.map(({ probability }, t) => ({ probability, change: changes[t] ?? 0 })),
      settings,
    ),
    looksLeaky: metrics.n > LEAKY_DAYS && metrics.accuracy > LEAKY_ACCURACY,
  };
}

/** What each day's forecast and base rate cost. */
export function dayLosses(forecasts: readonly DayForecast[]): readonly DayLoss[] {
  return forecasts.map((day) => ({
    date: day.date,
    loss: lossOf(day),
    baseRateLoss: lossOf({ probability: day.baseRate, actual: day.actual }),
  }));
}

function isRight({ probability, actual }: Outcome): number {
  return directionOf(probability) === actual ? 1 : 0;
}
