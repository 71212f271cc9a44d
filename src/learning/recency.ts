/**
 * The weight of each of n training rows in the order of time: ½^((n − 1 − i)/halfLife), so that the newest weighs 1
 * and one that is `halfLife` rows older half as much; 1 for every row where `halfLife` is null.
 */
export function recencyWeights(n: number, halfLife: number | null): Float64Array {
  const weights = new Float64Array(n).fill(1);
  return halfLife === null ? weights : weights.map((_, i) => 0.5 ** ((n - 1 - i) / halfLife));
}

/** Σᵢ sᵢ: of how many rows of weight 1 weighted rows are worth as much. */
export function totalWeight(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
