import { setImmediate as nextTurn } from 'node:timers/promises';
import { ROLLING_DAYS, type Verdict } from '../domain.ts';
import type { Vector } from '../learning/vector.ts';
import { type Backtest, type BacktestSettings, backtest, tradingDaysOf } from './backtest.ts';
import { measureBaselines, type WalkForwardBaselines } from './baselines.ts';
import { type BootstrapSettings, bootstrapInterval, type Interval } from './bootstrap.ts';
import {
  accuracyByConfidence,
  type CalibrationBin,
  type ConfidenceBin,
  calibrationBins,
  expectedCalibrationError,
  expectedCalibrationErrorIfPerfect,
} from './calibration.ts';
import { type CalibrationFit, calibrationFit } from './calibration-fit.ts';
import { clarkWest } from './clark-west.ts';
import { daysToDetect } from './days-to-detect.ts';
import { type HighAccuracy, highAccuracyOf } from './high-accuracy.ts';
import { dayLosses } from './losses.ts';
import { directionOf, type Metrics, measure, type Outcome } from './metrics.ts';
import { skillByVolatility, skillByYear, type VolatilitySkill, type YearSkill } from './periods.ts';
import { type DieboldMariano, type PesaranTimmermann, pesaranTimmermann } from './significance.ts';
import { type RollingSkill, rollingSkill, type Skill, skillOfDays } from './skill.ts';
import { type Comparison, compareWithConstants, verdictOn } from './verdict.ts';
import type { DayForecast } from './walk-forward.ts';

/** All that is said about the forecasts of a walk-forward. */
export interface Judgement {
  readonly metrics: Metrics;
  /** The accuracy's 95 % interval by the moving-block bootstrap, which allows for correlated days. */
  readonly accuracyBlockInterval: Interval;
  readonly baselines: WalkForwardBaselines<Metrics>;
  readonly skill: Skill;
  readonly comparison: Comparison;
  /** The largest p-value of the tests against every constant; null where one is undefined. */
  readonly pValueEveryConstant: number | null;
  readonly verdict: Verdict;
  /** Whether the forecasts hold any information, whatever it costs to estimate. */
  readonly clarkWest: DieboldMariano;
  /** Null where it is undefined. */
  readonly pesaranTimmermann: PesaranTimmermann | null;
  readonly byYear: readonly YearSkill[];
  readonly byVolatility: readonly VolatilitySkill[];
  readonly daysToDetect: number | null;
  readonly calibration: readonly CalibrationBin[];
  readonly calibrationFit: CalibrationFit | null;
  readonly expectedCalibrationError: number;
  readonly expectedCalibrationErrorIfPerfect: number;
  readonly confidence: readonly ConfidenceBin[];
  readonly rolling: readonly RollingSkill[];
  /** Null where the target cannot be traded. */
  readonly backtest: Backtest | null;
  /** Why the accuracy is higher than daily prices have been seen to give; null where it is not. */
  readonly highAccuracy: HighAccuracy | null;
}

/** What was forecast, and what is known of the days beside the forecasts. */
export interface JudgedDays {
  readonly forecasts: readonly DayForecast[];
  /** The volatility of each forecast's day, sd_30; NaN where it is unknown. */
  readonly volatilities: Vector;
  /**
   * By what share the price, or what is traded, changed to the day after, one for each calendar day from the first
   * forecast's date; null where the target cannot be traded.
   */
  readonly changes: Vector | null;
  /** The accuracy above which forecasts of the target are suspect. */
  readonly accuracyLimit: number;
}

export interface JudgementSettings extends BacktestSettings, BootstrapSettings {}

/** How forecasts are judged where nothing else is said. */
export const defaultJudgement: JudgementSettings = {
  threshold: 0.5,
  feeBps: 10,
  seed: 1,
  resamples: 10_000,
};

/**
 * Judges forecasts. It takes some tens of milliseconds over many years, so it lets the event loop run between its
 * parts.
 */
export async function judge(
  { forecasts, volatilities, changes, accuracyLimit }: JudgedDays,
  settings: JudgementSettings,
): Promise<Judgement> {
  const metrics = measure(forecasts);
  const losses = dayLosses(forecasts);
  const comparison = compareWithConstants(losses);
  await nextTurn();
  const skill = skillOfDays(losses, settings);
  await nextTurn();
  const accuracyBlockInterval = bootstrapInterval(
    [forecasts.map(isRight)],
    ([right = Number.NaN]) => right / forecasts.length,
    settings,
  );
  await nextTurn();
  const baselines = measureBaselines(forecasts);
  await nextTurn();
  const calibration = calibrationBins(forecasts);
  const { persistence, contrarian } = baselines;
  const judgement = {
    metrics,
    accuracyBlockInterval,
    baselines,
    skill,
    comparison,
    pValueEveryConstant: comparison.pValueEveryConstant,
    verdict: verdictOn(comparison),
    clarkWest: clarkWest(forecasts),
    pesaranTimmermann: pesaranTimmermann(forecasts),
    byYear: skillByYear(losses),
    byVolatility: skillByVolatility(losses, volatilities),
    daysToDetect: daysToDetect(losses.map(({ loss, constants }) => constants.baseRate - loss)),
    calibration,
    calibrationFit: calibrationFit(forecasts),
    expectedCalibrationError: expectedCalibrationError(calibration),
    expectedCalibrationErrorIfPerfect: expectedCalibrationErrorIfPerfect(forecasts),
    confidence: accuracyByConfidence(forecasts),
    rolling: rollingSkill(losses, ROLLING_DAYS),
    highAccuracy: highAccuracyOf({ metrics, persistence, contrarian, limit: accuracyLimit }),
  };
  await nextTurn();
  return {
    ...judgement,
    backtest: changes === null ? null : backtest(tradingDaysOf(forecasts, changes), settings),
  };
}

function isRight({ probability, actual }: Outcome): number {
  return directionOf(probability) === actual ? 1 : 0;
}
