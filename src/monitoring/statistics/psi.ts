import { at, type Vector } from '../../learning/vector.ts';
import { countAtMost, countBelow, type Sample, valueAt } from './sorted.ts';

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
export function populationStabilityIndex(expected: Sample, actual: Sample): number {
  const ends = binEnds(expected);
  const [e, a] = [sharesOf(expected, ends), sharesOf(actual, ends)];
  return e.reduce((index, share, i) => index + (at(a, i) - share) * Math.log(at(a, i) / share), 0);
}

/** The distinct deciles, each a value of the sample. */
function binEnds(sorted: Sample): Vector {
  const ends: number[] = [];
  for (let k = 1; k <= BINS; k++) {
    const decile = valueAt(sorted, Math.ceil((k * sorted.length) / BINS) - 1);
    if (decile !== ends.at(-1)) ends.push(decile);
  }
  return ends;
}

/**
 * The share of a sample in each bin, each count raised. The last bin has no end; of a constant there are three: what is
 * below it, the constant itself, and what is above it.
 */
function sharesOf(sample: Sample, ends: Vector): Vector {
  const counts =
    ends.length === 1
      ? ends.flatMap((constant) => [countBelow(sample, constant), countAtMost(sample, constant)])
      : ends.slice(0, -1).map((end) => countAtMost(sample, end));
  counts.push(sample.length);
  const n = sample.length + CONTINUITY * counts.length;
  return counts.map((upTo, bin) => (upTo - (bin === 0 ? 0 : at(counts, bin - 1)) + CONTINUITY) / n);
}
