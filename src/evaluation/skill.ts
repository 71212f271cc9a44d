import type { IsoDate } from '../domain.ts';
import type { Vector } from '../learning/vector.ts';
import { type BootstrapSettings, bootstrapInterval, type Interval } from './bootstrap.ts';
import { positiveMean } from './significance.ts';

/** What a day's forecast and the base rate's cost: −log of the probability given to what came. */
export interface DayLoss {
  readonly date: IsoDate;
  readonly loss: number;
  readonly baseRateLoss: number;
}

/**
 * Log-loss skill, 1 − loss / base rate's loss: above 0 where the forecasts beat the base rate. All of it is null where
 * it is undefined: where a forecast of 0 or 1 missed, which costs infinitely much.
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

export function skillOf(days: readonly DayLoss[], settings: BootstrapSettings): Skill {
  const losses = days.map(({ loss }) => loss);
  const baseRateLosses = days.map(({ baseRateLoss }) => baseRateLoss);
  const logLossSkill = share([sum(losses), sum(baseRateLosses)]);
  if (!Number.isFinite(logLossSkill)) return undefinedSkill;
  return {
    logLossSkill,
    interval: bootstrapInterval([losses, baseRateLosses], share, settings),
    ...positiveMean(days.map(({ loss, baseRateLoss }) => baseRateLoss - loss)),
  };
}

const undefinedSkill: Skill = { logLossSkill: null, interval: null, statistic: null, pValue: null, lag: 0 };

export interface PooledSkill extends Skill {
  /** How many dates there are, whatever the number of coins on each. */
  readonly days: number;
}

/**
 * The skill of several coins as one. Coins move together, so the days of all of them are not so many independent
 * trials: the losses of the coins on a date are averaged first, and the date is the unit of the test and the bootstrap.
 */
export function pooledSkill(
  coins: readonly (readonly DayLoss[])[],
  settings: BootstrapSettings,
): PooledSkill {
  const byDate = new Map<IsoDate, DayLoss[]>();
  for (const day of coins.flat()) {
    const sameDate = byDate.get(day.date);
    if (sameDate) sameDate.push(day);
    else byDate.set(day.date, [day]);
  }
  const average = (days: readonly DayLoss[], of: (day: DayLoss) => number) => sum(days.map(of)) / days.length;
  const days = [...byDate]
    .map(([date, losses]) => ({
      date,
      loss: average(losses, ({ loss }) => loss),
      baseRateLoss: average(losses, ({ baseRateLoss }) => baseRateLoss),
    }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return { days: days.length, ...skillOf(days, settings) };
}

export interface RollingSkill {
  readonly date: IsoDate;
  readonly logLossSkill: number;
}

/** The skill over the `window` days that end on each date, where it is defined. */
export function rollingSkill(days: readonly DayLoss[], window: number): readonly RollingSkill[] {
  let [loss, baseRateLoss] = [0, 0];
  return days.flatMap((day, t) => {
    const leaving = days[t - window];
    loss += day.loss - (leaving?.loss ?? 0);
    baseRateLoss += day.baseRateLoss - (leaving?.baseRateLoss ?? 0);
    const logLossSkill = share([loss, baseRateLoss]);
    return t < window - 1 || !Number.isFinite(logLossSkill) ? [] : [{ date: day.date, logLossSkill }];
  });
}

function share([loss = 0, baseRateLoss = 0]: Vector): number {
  return 1 - loss / baseRateLoss;
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}
