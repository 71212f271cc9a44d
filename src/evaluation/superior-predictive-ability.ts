import { at, entry, type Vector } from '../learning/vector.ts';
import type { BootstrapSettings } from './bootstrap.ts';
import { seededRandom } from './random.ts';
import { runningSums } from './running-sums.ts';
import { neweyWestVariance } from './significance.ts';
import { type Block, meanBlockLength, stationaryBlocks } from './stationary-bootstrap.ts';

export interface SuperiorPredictiveAbility {
  /** max over the recipes of √n·mean(d)/ω, at least 0. */
  readonly statistic: number;
  /** The chance of such a statistic or a greater one, were no recipe better than the benchmark. */
  readonly pValue: number;
  /** The mean block length of the bootstrap, in days. */
  readonly blockLength: number;
}

/**
 * Hansen's test of superior predictive ability: whether the best of many recipes beats the benchmark by more than the
 * best of as many would by luck. `differences` are one series a recipe, over the same days: the benchmark's loss less
 * the recipe's. ω² is the Newey–West variance. In each resample of days by the stationary bootstrap, a recipe's mean is
 * less its own, or less 0 where that is below −ω·√(2·log log n / n), so that hopeless recipes do not weaken the test
 * (Hansen's consistent p). Null where no recipe's difference varies.
 * Source: Hansen 2005, "A test for superior predictive ability".
 */
export function superiorPredictiveAbility(
  differences: readonly Vector[],
  { seed, resamples }: BootstrapSettings,
): SuperiorPredictiveAbility | null {
  const recipes = differences.map(recipeOf).filter(({ deviation }) => deviation > 0);
  const [first] = recipes;
  if (first === undefined) return null;
  const n = first.series.length;
  const statistic = Math.max(0, ...recipes.map(({ mean, deviation }) => (Math.sqrt(n) * mean) / deviation));
  const blockLength = meanBlockLength(sumOf(differences), 2);
  const random = seededRandom(seed);
  let asLarge = 0;
  for (let i = 0; i < resamples; i++) {
    const blocks = stationaryBlocks(n, blockLength, random);
    if (largestOf(recipes, blocks, n) >= statistic) asLarge++;
  }
  return { statistic, pValue: asLarge / resamples, blockLength };
}

interface Recipe {
  readonly series: Vector;
  readonly mean: number;
  /** ω */
  readonly deviation: number;
  /** What a resample's mean is reduced by. */
  readonly centre: number;
  /** The sum of the values before each index, over the days twice over. */
  readonly sums: Float64Array;
}

function recipeOf(series: Vector): Recipe {
  const n = series.length;
  const mean = series.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(neweyWestVariance(series));
  const hopeless = -deviation * Math.sqrt((2 * Math.log(Math.log(n))) / n);
  const centre = mean >= hopeless ? mean : 0;
  return { series, mean, deviation, centre, sums: runningSums([...series, ...series]) };
}

/** The statistic of a resample. */
function largestOf(recipes: readonly Recipe[], blocks: readonly Block[], n: number): number {
  let largest = 0;
  for (const { sums, centre, deviation } of recipes) {
    let sum = 0;
    for (const { first, length } of blocks) sum += entry(sums, first + length) - entry(sums, first);
    largest = Math.max(largest, (Math.sqrt(n) * (sum / n - centre)) / deviation);
  }
  return largest;
}

/** The sum over the recipes, day by day: as persistent as their mean. */
function sumOf(differences: readonly Vector[]): Vector {
  return differences.reduce((sum, series) => sum.map((value, t) => value + at(series, t)));
}
