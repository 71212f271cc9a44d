/**
 * P(T > t) for Student's t with ν degrees of freedom: for t ≥ 0 it is ½·I(ν/(ν + t²); ν/2, ½), with the regularised
 * incomplete beta function I.
 */
export function studentTail(t: number, degrees: number): number {
  const half = regularisedBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t >= 0 ? half : 1 - half;
}

/**
 * The t that is exceeded with a probability of at most ½, by halving: t = u/(1 − u) has all t from 0 on between u = 0
 * and 1, and two neighbours among all numbers have none between them.
 */
export function studentQuantile(tail: number, degrees: number): number {
  let [low, high, middle] = [0, 1, 0.5];
  while (low < middle && middle < high) {
    if (studentTail(middle / (1 - middle), degrees) > tail) low = middle;
    else high = middle;
    middle = (low + high) / 2;
  }
  return middle / (1 - middle);
}

/**
 * I(x; a, b) for 0 ≤ x ≤ 1 by its continued fraction, which converges fast below (a + 1)/(a + b + 2), where none of its
 * denominators comes near 0; above, I(x; a, b) is 1 − I(1 − x; b, a).
 * Source: Abramowitz & Stegun 26.5.8, evaluated by Lentz's method.
 */
function regularisedBeta(x: number, a: number, b: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a);
  const front =
    Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let [c, d] = [1, 1 / (1 - ((a + b) * x) / (a + 1))];
  let fraction = d;
  let m = 0;
  do {
    m += 1;
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
  } while (Math.abs(d * c - 1) > 1e-15);
  return front * fraction;
}

/** ln Γ(x) for x > 0: Γ(x) = Γ(x + k)/(x·…·(x + k − 1)) until Stirling's series is exact to 1e-16. */
function logGamma(x: number): number {
  let [shifted, product] = [x, 1];
  while (shifted < 15) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / (shifted * shifted);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product)
  );
}
