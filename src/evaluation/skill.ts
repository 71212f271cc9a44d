import type { IsoDate } from '../domain.ts';
import { at, entry, type Vector } from '../learning/vector.ts';
import { type BootstrapSettings, bootstrapInterval, type Interval } from './bootstrap.ts';
import { averageByDate, type DayLoss } from './losses.ts';
import { runningSums } from './running-sums.ts';
import { positiveMean } from './significance.ts';
import { compareWithConstants, verdictOn } from './verdict.ts';

/**
 * Log-loss skill, 1 − loss / other loss: above 0 where the forecasts beat the other's. All of it is null where it is
 * undefined: where a hard forecast of 0 or 1 missed, which costs infinitely much.
 */
export interface Skill {
  readonly logLossSkill: number | null;
  /** The 95 % interval by the moving-block bootstrap. */
  readonly interval: Interval | null;
  /** The one-sided Diebold–Mariano test's. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly lag: number;
}

/** The skill of daily losses beside other losses of the same days. */
export function skillOf(losses: Vector, otherLosses: Vector, settings: BootstrapSettings): Skill {
  const logLossSkill = savedShare([sum(losses), sum(otherLosses)]);
  if (!Number.isFinite(logLossSkill)) return undefinedSkill;
  return {
    logLossSkill,
    interval: bootstrapInterval([losses, otherLosses], savedShare, settings),
    ...positiveMean(losses.map((loss, t) => at(otherLosses, t) - loss)),
  };
}

/** The skill of days beside their base rates. */
export function skillOfDays(days: readonly DayLoss[], settings: BootstrapSettings): Skill {
  return skillOf(lossesOf(days), baseRateLossesOf(days), settings);
}

const undefinedSkill: Skill = { logLossSkill: null, interval: null, statistic: null, pValue: null, lag: 0 };

export interface PooledSkill extends Skill {
  /** How many dates there are, whatever the number of coins on each. */
  readonly days: number;
  readonly pValueEveryConstant: number | null;
  readonly verdict: ReturnType<typeof verdictOn>;
}

/**
 * The skill of several coins as one. Coins move together, so the days of all of them are not so many independent
 * trials: the losses of the coins on a date are averaged first, and the date is the unit of the test and the bootstrap.
 */
export function pooledSkill(
  coins: readonly (readonly DayLoss[])[],
  settings: BootstrapSettings,
): PooledSkill {
  return skillOfMeans(averageByDate(coins), settings);
}

/** The same of the means that were made already. */
export function skillOfMeans(days: readonly DayLoss[], settings: BootstrapSettings): PooledSkill {
  const comparison = compareWithConstants(days);
  return {
    days: days.length,
    ...skillOfDays(days, settings),
    pValueEveryConstant: comparison.pValueEveryConstant,
    verdict: verdictOn(comparison),
  };
}

export interface RollingSkill {
  readonly date: IsoDate;
  readonly logLossSkill: number;
}

/** The skill over the `window` days that end on each date, where it is defined. */
export function rollingSkill(days: readonly DayLoss[], window: number): readonly RollingSkill[] {
  const [losses, baseRateLosses] = [runningSums(lossesOf(days)), runningSums(baseRateLossesOf(days))];
  return days.slice(window - 1).flatMap(({ date }, start) => {
    const over = (sums: Float64Array) => entry(sums, start + window) - entry(sums, start);
    const logLossSkill = savedShare([over(losses), over(baseRateLosses)]);
    return Number.isFinite(logLossSkill) ? [{ date, logLossSkill }] : [];
  });
}

function lossesOf(days: readonly DayLoss[]): Vector {
  return days.map(({ loss }) => loss);
}

function baseRateLossesOf(days: readonly DayLoss[]): Vector {
  return days.map(({ constants }) => constants.baseRate);
}

function savedShare([loss = Number.NaN, otherLoss = Number.NaN]: Vector): number {
  return 1 - loss / otherLoss;
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}
