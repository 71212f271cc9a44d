import { at, type Vector } from '../../learning/vector.ts';
import { countAtMost, countBelow } from './sorted.ts';

const BINS = 10;

/** Added to each count, so that an empty bin has a share and its logarithm exists. */
const CONTINUITY = 0.5;

/**
 * The population stability index of two samples, both in ascending order:
 * PSI = Σᵢ (aᵢ − eᵢ)·ln(aᵢ/eᵢ), where eᵢ and aᵢ are the shares of the expected and the actual sample in bin i. The
 * bins end at the deciles of the expected sample (fewer where values repeat), and each count is raised by ½.
 * Source: Siddiqi 2006, "Credit Risk Scorecards"; Yurdakul 2018 on its distribution.
 *
 * @example populationStabilityIndex([1, 2, 3, 4], [1, 2, 3, 4]) // 0
 */
export function populationStabilityIndex(expected: Vector, actual: Vector): number {
  const countsUpTo = binsOf(expected);
  const [e, a] = [sharesOf(expected, countsUpTo), sharesOf(actual, countsUpTo)];
  return e.reduce((index, share, i) => index + (at(a, i) - share) * Math.log(at(a, i) / share), 0);
}

/** Of a sample, how many values are up to the end of each bin but the last, which has none. */
type CountsUpTo = (sample: Vector) => Vector;

/**
 * Ten bins end at the distinct deciles, each a value of the sample, but for the last, its maximum. Of a constant there are
 * three: what is below it, the constant itself, and what is above it.
 */
function binsOf(sorted: Vector): CountsUpTo {
  const deciles = Array.from({ length: BINS }, (_, k) =>
    at(sorted, Math.ceil(((k + 1) * sorted.length) / BINS) - 1),
  );
  const ends = [...new Set(deciles)];
  return ends.length > 1
    ? (sample) => ends.slice(0, -1).map((end) => countAtMost(sample, end))
    : (sample) => ends.flatMap((constant) => [countBelow(sample, constant), countAtMost(sample, constant)]);
}

/** The share of a sample in each bin, each count raised. */
function sharesOf(sample: Vector, countsUpTo: CountsUpTo): Vector {
  const counts = [...countsUpTo(sample), sample.length];
  const n = sample.length + CONTINUITY * counts.length;
  return counts.map((upTo, bin) => (upTo - (bin === 0 ? 0 : at(counts, bin - 1)) + CONTINUITY) / n);
}
