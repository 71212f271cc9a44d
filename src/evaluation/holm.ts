import { at, type Vector } from '../learning/vector.ts';

/**
 * Holm's adjusted p-values, in the order given: with p₍₁₎ ≤ … ≤ p₍ₖ₎, p̃₍ᵢ₎ = max over j ≤ i of min(1, (k − j + 1)·p₍ⱼ₎).
 * Calling all that are below α significant has a chance of at most α of any false call, however they depend on
 * each other.
 * Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
 */
export function holm(pValues: Vector): Vector {
  const single = pValues.map((p) => Math.min(1, p * pValues.filter((other) => other >= p).length));
  return pValues.map((p) => Math.max(...single.filter((_, i) => at(pValues, i) <= p)));
}
