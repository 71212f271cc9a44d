import type { Vector } from '../../learning/vector.ts';

/** How many values of a sample in ascending order are at most a bound. */
export function countAtMost(sorted: Vector, bound: number): number {
  return countWhile(sorted, (value) => value <= bound);
}

/** How many values of a sample in ascending order are below a bound. */
export function countBelow(sorted: Vector, bound: number): number {
  return countWhile(sorted, (value) => value < bound);
}

/** How many values come before the first that does not fulfil a condition, by halving. */
function countWhile(sorted: Vector, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle];
    // Not by `at`: this is where the time goes.
    if (value === undefined) throw new RangeError(`there is no value at ${middle}`);
    if (holds(value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function ascending(values: Vector): number[] {
  return values.toSorted((a, b) => a - b);
}

/** Puts a value into a sample in ascending order. In place. */
export function insertSorted(sorted: number[], value: number): void {
  sorted.splice(countBelow(sorted, value), 0, value);
}

/** Takes a value that is in a sample in ascending order out of it, once. In place. */
export function removeSorted(sorted: number[], value: number): void {
  sorted.splice(countBelow(sorted, value), 1);
}
