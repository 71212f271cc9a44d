import { at, type Vector } from '../../learning/vector.ts';
import { countAtMost } from './sorted.ts';

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
  const edges = decilesOf(expected);
  let index = 0;
  let [expectedBelow, actualBelow] = [0, 0];
  for (let bin = 0; bin <= edges.length; bin++) {
    const edge = bin < edges.length ? at(edges, bin) : Number.POSITIVE_INFINITY;
    const [expectedUpTo, actualUpTo] = [countAtMost(expected, edge), countAtMost(actual, edge)];
    const e = share(expectedUpTo - expectedBelow, expected.length, edges.length + 1);
    const a = share(actualUpTo - actualBelow, actual.length, edges.length + 1);
    index += (a - e) * Math.log(a / e);
    [expectedBelow, actualBelow] = [expectedUpTo, actualUpTo];
  }
  return index;
}

function share(count: number, n: number, bins: number): number {
  return (count + CONTINUITY) / (n + CONTINUITY * bins);
}

/** The inner edges of ten bins: each is a value of the sample, each once, and none is its maximum. */
function decilesOf(sorted: Vector): Vector {
  const maximum = at(sorted, sorted.length - 1);
  const edges: number[] = [];
  for (let k = 1; k < BINS; k++) {
    const edge = at(sorted, Math.ceil((k * sorted.length) / BINS) - 1);
    if (edge < maximum && edge !== edges.at(-1)) edges.push(edge);
  }
  return edges.length > 0 ? edges : aroundConstant(maximum);
}

/** Bins for what is below a constant, the constant itself, and what is above it. */
function aroundConstant(value: number): Vector {
  return [value - Math.max(Math.abs(value), 1) * Number.EPSILON, value];
}
