/** Φ⁻¹(0.975): the normal quantile of a two-sided 95 % interval. */
const Z95 = 1.959963984540054;

/**
 * Wilson's 95 % score interval of a share:
 * (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n).
 * Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
 */
export function wilsonInterval(successes: number, n: number): readonly [low: number, high: number] {
  const share = successes / n;
  const z2 = Z95 * Z95;
  const centre = share + z2 / (2 * n);
  const margin = Z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const width = 1 + z2 / n;
  const low = successes === 0 ? 0 : (centre - margin) / width;
  const high = successes === n ? 1 : (centre + margin) / width;
  return [low, high];
}
