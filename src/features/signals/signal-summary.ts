import { daysBetween } from '../../dates.ts';
import type { IsoDate } from '../../domain.ts';
import { maximum, mean, minimum } from '../../learning/scalers.ts';
import type { Signal } from './signal.ts';

/** What a signal's dates and values are like. */
export interface SignalSummary {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** How many dates have a value. */
  readonly n: number;
  /** How many dates between the first and the last have none. */
  readonly missing: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** Whether it never changes, so that nothing can be learned from it. */
  readonly isConstant: boolean;
}

/** @throws {RangeError} where it has no value */
export function summariseSignal({ name, values }: Signal): SignalSummary {
  const [first, last] = [values.at(0), values.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError(`the signal ${name} has no value`);
  const numbers = values.map(({ value }) => value);
  const [min, max] = [minimum(numbers), maximum(numbers)];
  return {
    from: first.date,
    to: last.date,
    n: values.length,
    missing: daysBetween(first.date, last.date) + 1 - values.length,
    min,
    mean: mean(numbers),
    max,
    isConstant: min === max,
  };
}
