import { wilsonInterval } from './intervals.ts';
import { directionOf, type Outcome } from './metrics.ts';

/** Days with forecasts of about the same size, and how often the price rose on them. */
export interface CalibrationBin {
  readonly n: number;
  readonly lowest: number;
  readonly highest: number;
  readonly meanForecast: number;
  readonly shareOfUps: number;
  /** Wilson's 95 % interval of the share of ups. */
  readonly interval: readonly [low: number, high: number];
}

/** Days on which the forecast was about as far from ½, and how often its direction was right. */
export interface ConfidenceBin {
  readonly n: number;
  /** The mean of |P(up) − ½|. */
  readonly meanConfidence: number;
  readonly accuracy: number;
  readonly interval: readonly [low: number, high: number];
}

const BINS = 10;

/** Ten bins of as many days each, by the size of the forecast; fewer where there are fewer days. */
export function calibrate(outcomes: readonly Outcome[]): readonly CalibrationBin[] {
  const sorted = outcomes.toSorted((a, b) => a.probability - b.probability);
  return inBins(sorted).map((bin) => {
    const ups = bin.filter(({ actual }) => actual === 1).length;
    return {
      n: bin.length,
      lowest: bin[0]?.probability ?? 0,
      highest: bin.at(-1)?.probability ?? 0,
      meanForecast: bin.reduce((sum, { probability }) => sum + probability, 0) / bin.length,
      shareOfUps: ups / bin.length,
      interval: wilsonInterval(ups, bin.length),
    };
  });
}

/** The expected calibration error: Σ n_b/n · |mean forecast − share of ups| over the bins. */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return bins.reduce((sum, bin) => sum + (bin.n / n) * Math.abs(bin.meanForecast - bin.shareOfUps), 0);
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
