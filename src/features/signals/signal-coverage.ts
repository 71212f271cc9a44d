import type { IsoDate } from '../../domain.ts';
import { DEFAULT_CARRY_DAYS, type Signal, signalColumn } from './signal.ts';

/** The share of dates on which a signal has a value that is known, and not older than it is carried; NaN of no date. */
export function signalCoverage(
  signal: Signal,
  dates: readonly IsoDate[],
  carry: number = DEFAULT_CARRY_DAYS,
): number {
  const column = signalColumn(signal, dates, { carry });
  return column.filter(Number.isFinite).length / dates.length;
}
