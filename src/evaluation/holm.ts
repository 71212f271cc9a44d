import { at, type Vector } from '../learning/vector.ts';

/**
 * Holm's adjusted p-values, in the order given: with p₍₁₎ ≤ … ≤ p₍ₖ₎,
 * p̃₍ᵢ₎ = max over j ≤ i of min(1, (k − j + 1)·p₍ⱼ₎). Calling all that are below α significant has a chance of at most
 * α of any false call, however they depend on each other.
 * Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
 */
export function holm(pValues: Vector): Vector {
  const order = pValues.map((_, i) => i).toSorted((i, j) => at(pValues, i) - at(pValues, j));
  const adjusted = new Float64Array(pValues.length);
  let largest = 0;
  for (const [rank, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * at(pValues, i)));
    adjusted[i] = largest;
  }
  return [...adjusted];
}
