import { at, type Vector } from '../learning/vector.ts';
import { wilsonInterval } from './intervals.ts';
import { directionOf, type Outcome } from './metrics.ts';

/** Days with forecasts of about the same size, and how often they came to 1. */
export interface CalibrationBin {
  readonly n: number;
  readonly lowest: number;
  readonly highest: number;
  readonly meanForecast: number;
  readonly shareOfOnes: number;
  /** Wilson's 95 % interval of the share of 1s. */
  readonly interval: readonly [low: number, high: number];
}

/** Days on which the forecast was about as far from ½, and how often its direction was right. */
export interface ConfidenceBin {
  readonly n: number;
  /** The mean of |p − ½|. */
  readonly meanConfidence: number;
  readonly accuracy: number;
  readonly interval: readonly [low: number, high: number];
}

const BINS = 10;

/** Ten bins of as many days each, by the size of the forecast; fewer where there are fewer days. */
export function calibrationBins(outcomes: readonly Outcome[]): readonly CalibrationBin[] {
  return inBins(bySize(outcomes)).map((bin) => {
    const ones = bin.filter(({ actual }) => actual === 1).length;
    return {
      n: bin.length,
      lowest: at(bin, 0).probability,
      highest: at(bin, bin.length - 1).probability,
      meanForecast: bin.reduce((sum, { probability }) => sum + probability, 0) / bin.length,
      shareOfOnes: ones / bin.length,
      interval: wilsonInterval(ones, bin.length),
    };
  });
}

/** The expected calibration error: Σ n_b/n · |mean forecast − share of 1s| over the bins. */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return bins.reduce((sum, bin) => sum + (bin.n / n) * Math.abs(bin.meanForecast - bin.shareOfOnes), 0);
}

/**
 * What the expected calibration error of these forecasts would be on average, were each exactly as likely to come to 1
 * as it says: Σ n_b/n · E|S_b/n_b − mean forecast|, with S_b the number of 1s of independent draws (Poisson-binomial).
 * So many days cannot show less.
 */
export function expectedCalibrationErrorIfPerfect(outcomes: readonly Outcome[]): number {
  const errors = inBins(bySize(outcomes)).map((bin) =>
    meanAbsoluteDeviation(bin.map(({ probability }) => probability)),
  );
  return errors.reduce((sum, error) => sum + error, 0) / outcomes.length;
}

/** E|S − Σp| of the number S of 1s in independent draws with these probabilities. */
function meanAbsoluteDeviation(probabilities: Vector): number {
  const chances = new Float64Array(probabilities.length + 1);
  chances[0] = 1;
  for (const [drawn, p] of probabilities.entries()) {
    for (let ones = drawn + 1; ones > 0; ones--) {
      chances[ones] = at(chances, ones) * (1 - p) + at(chances, ones - 1) * p;
    }
    chances[0] = at(chances, 0) * (1 - p);
  }
  const expected = probabilities.reduce((sum, p) => sum + p, 0);
  return chances.reduce((sum, chance, ones) => sum + chance * Math.abs(ones - expected), 0);
}

function bySize(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.toSorted((a, b) => a.probability - b.probability);
}

/** Accuracy by confidence, in ten bins of as many days each, the least confident first. */
export function accuracyByConfidence(outcomes: readonly Outcome[]): readonly ConfidenceBin[] {
  const confidence = ({ probability }: Outcome) => Math.abs(probability - 0.5);
  const sorted = outcomes.toSorted((a, b) => confidence(a) - confidence(b));
  return inBins(sorted).map((bin) => {
    const right = bin.filter(({ probability, actual }) => directionOf(probability) === actual).length;
    return {
      n: bin.length,
      meanConfidence: bin.reduce((sum, outcome) => sum + confidence(outcome), 0) / bin.length,
      accuracy: right / bin.length,
      interval: wilsonInterval(right, bin.length),
    };
  });
}

function inBins<Item>(sorted: readonly Item[]): readonly (readonly Item[])[] {
  const bins = Math.min(BINS, sorted.length);
  const edge = (bin: number) => Math.round((bin * sorted.length) / bins);
  return Array.from({ length: bins }, (_, bin) => sorted.slice(edge(bin), edge(bin + 1)));
}
