import type { Label } from '../domain.ts';
import { COIN_FLIP, type Constants } from './constants.ts';
import { directionOf, type Metrics, measure, type Outcome } from './metrics.ts';

/** The forecasts that a model must beat, each for the same rows. */
export interface Baselines<T> extends Constants<T> {
  /** The training rows' more frequent class, always. */
  readonly majority: T;
  /** Tomorrow does what today did. */
  readonly persistence: T;
}

/** The baselines of a walk-forward: the forecasts that know nothing of the features. */
export interface WalkForwardBaselines<T> extends Baselines<T> {
  readonly alwaysUp: T;
  /** Tomorrow does what today did not. */
  readonly contrarian: T;
}

/** What a baseline knows of a day. */
export interface BaselineDay extends Pick<Outcome, 'actual'> {
  readonly baseRate: number;
  readonly recentBaseRate: number;
  /** What persistence forecasts. */
  readonly persistence: Label;
}

/** The baselines' forecasts for the days of a walk-forward, where the base rates move from fold to fold. */
export function walkForwardBaselines(days: readonly BaselineDay[]): WalkForwardBaselines<readonly Outcome[]> {
  const outcomes = (forecast: (day: BaselineDay) => number): readonly Outcome[] =>
    days.map((day) => ({ probability: forecast(day), actual: day.actual }));
  return {
    baseRate: outcomes(({ baseRate }) => baseRate),
    recentBaseRate: outcomes(({ recentBaseRate }) => recentBaseRate),
    coinFlip: outcomes(() => COIN_FLIP),
    alwaysUp: outcomes(() => 1),
    majority: outcomes(({ baseRate }) => directionOf(baseRate)),
    persistence: outcomes(({ persistence }) => persistence),
    contrarian: outcomes(({ persistence }) => 1 - persistence),
  };
}

/** How good each baseline was. */
export function measureBaselines(days: readonly BaselineDay[]): WalkForwardBaselines<Metrics> {
  const outcomes = walkForwardBaselines(days);
  return {
    baseRate: measure(outcomes.baseRate),
    recentBaseRate: measure(outcomes.recentBaseRate),
    coinFlip: measure(outcomes.coinFlip),
    alwaysUp: measure(outcomes.alwaysUp),
    majority: measure(outcomes.majority),
    persistence: measure(outcomes.persistence),
    contrarian: measure(outcomes.contrarian),
  };
}
