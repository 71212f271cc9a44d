import type { Day, IsoDate } from '../../domain.ts';
import { at } from '../../learning/vector.ts';
import type { Target } from './target.ts';

/** The move of tomorrow, up or down, that a target of sizes asks for. */
export interface MoveThreshold {
  /** As a share of today's price, upwards. */
  readonly move: number;
  /** The prices that tomorrow has to be below, or above. */
  readonly low: number;
  readonly high: number;
}

/** What a target asks of the day after a date; undefined for one of no size, or where 90 moves are not known. */
export function thresholdOn(target: Target, days: readonly Day[], date: IsoDate): MoveThreshold | undefined {
  const t = days.findLastIndex((day) => day.date === date);
  const day = days[t];
  const thresholds = target.thresholds?.(days);
  if (day === undefined || thresholds === undefined) return undefined;
  const factor = Math.exp(at(thresholds, t));
  if (!Number.isFinite(factor)) return undefined;
  return { move: factor - 1, low: day.price / factor, high: day.price * factor };
}
