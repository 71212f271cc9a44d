import type { Vector } from './vector.ts';

/**
 * The weight of each of n training rows in the order of time: ½^((n − 1 − i)/halfLife), so that the newest weighs 1
 * and one that is `halfLife` rows older half as much. Undefined where all weigh the same.
 */
export function recencyWeights(n: number, halfLife: number | null): Vector | undefined {
  if (halfLife === null) return undefined;
  return Array.from({ length: n }, (_, i) => 0.5 ** ((n - 1 - i) / halfLife));
}
