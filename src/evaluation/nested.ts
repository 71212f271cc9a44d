import { at, type Vector } from '../learning/vector.ts';

export interface NestedSettings {
  /** How many days of forecasts the first choice is made by. */
  readonly first: number;
  /** How many days pass from choice to choice. */
  readonly step: number;
}

/**
 * Which of several ways to forecast would have been chosen for each day, from the `first` one on, by what each had lost
 * until then: every `step` days the one with the least mean loss over all days before. The days that it is then used on
 * had no part in the choice, so what it loses on them is what choosing is worth. Index by index; ties go to the earlier.
 */
export function nestedChoices(losses: readonly Vector[], { first, step }: NestedSettings): readonly number[] {
  const days = losses[0]?.length ?? 0;
  const sums = losses.map((loss) => sumOf(loss.slice(0, first)));
  const choices: number[] = [];
  for (let day = first; day < days; day += step) {
    const best = sums.indexOf(Math.min(...sums));
    const until = Math.min(day + step, days);
    for (let t = day; t < until; t++) choices.push(best);
    for (const [i, loss] of losses.entries()) sums[i] = at(sums, i) + sumOf(loss.slice(day, until));
  }
  return choices;
}

function sumOf(values: Vector): number {
  return values.reduce((sum, value) => sum + value, 0);
}
