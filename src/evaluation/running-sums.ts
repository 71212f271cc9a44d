import { entry, type Vector } from '../learning/vector.ts';

/** The sum of the first k values at index k, from 0 to all of them: a stretch of values sums to a difference of two. */
export function runningSums(values: Vector): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) sums[i + 1] = entry(sums, i) + value;
  return sums;
}
