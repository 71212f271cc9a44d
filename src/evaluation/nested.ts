import { at, entry, type Vector } from '../learning/vector.ts';
import { runningSums } from './running-sums.ts';

export interface NestedSettings {
  /** How many days of forecasts the first choice is made by. */
  readonly first: number;
  /** How many days pass from choice to choice. */
  readonly step: number;
}

/**
 * Which of several ways to forecast would have been chosen for each day, from the `first` one on, by what each had lost
 * until then: every `step` days the one with the least mean loss over all days before. The days that it is then used on
 * had no part in the choice, so what it loses on them is what choosing is worth. Index by index; ties go to the
 * earlier.
 *
 * @throws {RangeError} where there is nothing to choose from
 */
export function nestedChoices(losses: readonly Vector[], { first, step }: NestedSettings): readonly number[] {
  const sums = losses.map(runningSums);
  const days = at(losses, 0).length;
  return Array.from({ length: days - first }, (_, t) => {
    const known = sums.map((sum) => entry(sum, first + t - (t % step)));
    return known.indexOf(Math.min(...known));
  });
}
