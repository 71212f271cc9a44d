import type { IsoDate } from '../domain.ts';
import { at, type Vector } from '../learning/vector.ts';
import { quantile } from './bootstrap.ts';
import type { DayLoss } from './losses.ts';
import { positiveMean } from './significance.ts';

/** What two forecasts of a day cost. */
export interface LossesOfDay {
  readonly date: IsoDate;
  readonly loss: number;
  readonly otherLoss: number;
}

/** The log-loss skill over some of the days. */
export interface PartSkill {
  readonly n: number;
  /** 1 − loss / the base rate's loss. */
  readonly skill: number;
  /** The Newey–West statistic of the daily gains; null where they never differ. */
  readonly t: number | null;
}

export interface YearSkill extends PartSkill {
  readonly year: number;
}

export interface VolatilitySkill extends PartSkill {
  /** The lowest and the highest volatility of these days. */
  readonly from: number;
  readonly to: number;
}

/** The skill of each calendar year beside the base rate, by the date of the row. */
export function skillByYear(days: readonly DayLoss[]): readonly YearSkill[] {
  return gainByYear(days.map(besideBaseRate));
}

/** The skill of each calendar year beside other forecasts of the same days. */
export function gainByYear(days: readonly LossesOfDay[]): readonly YearSkill[] {
  const years = [...new Set(days.map(yearOf))];
  return years.map((year) => ({ year, ...skillOver(days.filter((day) => yearOf(day) === year)) }));
}

/**
 * The skill on calm, middling and wild days: by the terciles of `volatilities`, one for each day in the same order,
 * NaN where it is unknown; a day on a boundary is the calmer one's.
 */
export function skillByVolatility(
  days: readonly DayLoss[],
  volatilities: Vector,
): readonly VolatilitySkill[] {
  const known = days.flatMap((day, t) => {
    const volatility = at(volatilities, t);
    return Number.isFinite(volatility) ? [{ day, volatility }] : [];
  });
  const sorted = known.map(({ volatility }) => volatility).toSorted((a, b) => a - b);
  const edges = [
    Number.NEGATIVE_INFINITY,
    quantile(sorted, 1 / 3),
    quantile(sorted, 2 / 3),
    Number.POSITIVE_INFINITY,
  ];
  return edges.slice(1).flatMap((upper, i) => {
    const lower = at(edges, i);
    const part = known.filter(({ volatility }) => volatility > lower && volatility <= upper);
    const ofPart = part.map(({ volatility }) => volatility);
    if (part.length === 0) return [];
    return [
      {
        from: Math.min(...ofPart),
        to: Math.max(...ofPart),
        ...skillOver(part.map(({ day }) => besideBaseRate(day))),
      },
    ];
  });
}

function besideBaseRate({ date, loss, constants }: DayLoss): LossesOfDay {
  return { date, loss, otherLoss: constants.baseRate };
}

function skillOver(days: readonly LossesOfDay[]): PartSkill {
  return {
    n: days.length,
    skill: 1 - sum(days.map(({ loss }) => loss)) / sum(days.map(({ otherLoss }) => otherLoss)),
    t: positiveMean(days.map(({ loss, otherLoss }) => otherLoss - loss)).statistic,
  };
}

function yearOf({ date }: LossesOfDay): number {
  return Number(date.slice(0, 4));
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}
