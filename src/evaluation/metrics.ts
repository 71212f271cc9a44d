import type { Label } from '../domain.ts';
import { at, type Vector } from '../learning/vector.ts';
import { wilsonInterval } from './intervals.ts';

export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly tn: number;
  readonly fn: number;
}

/** How good forecasts were. What is undefined is null, never NaN and never a made-up 0. */
export interface Metrics {
  readonly n: number;
  readonly accuracy: number;
  /** Wilson's 95 % interval around the accuracy. */
  readonly accuracyInterval: readonly [low: number, high: number];
  readonly balancedAccuracy: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly rocAuc: number | null;
  /** null where a forecast is a hard 0 or 1, whose first miss costs infinitely much. */
  readonly logLoss: number | null;
  readonly brier: number;
  readonly mcc: number;
  readonly confusion: Confusion;
}

/** What was forecast for a day, the probability of a 1, and what came. */
export interface Outcome {
  readonly probability: number;
  /** The logarithm of p/(1 − p), where it is known: it still tells forecasts apart whose p rounds to 0 or 1. */
  readonly logOdds?: number;
  readonly actual: Label;
}

/** What a forecast calls: 1 from ½ on. */
export function directionOf(probability: number): Label {
  return probability >= 0.5 ? 1 : 0;
}

/** All metrics of one or more outcomes. */
export function measure(outcomes: readonly Outcome[]): Metrics {
  const confusion = confusionOf(outcomes);
  const { tp, fp, tn, fn } = confusion;
  const n = outcomes.length;
  const recall = ratio(tp, tp + fn);
  const specificity = ratio(tn, tn + fp);
  return {
    n,
    accuracy: (tp + tn) / n,
    accuracyInterval: wilsonInterval(tp + tn, n),
    balancedAccuracy: recall === null || specificity === null ? null : (recall + specificity) / 2,
    precision: ratio(tp, tp + fp),
    recall,
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    rocAuc: rocAuc(outcomes),
    logLoss: logLoss(outcomes),
    brier: mean(outcomes.map(({ probability, actual }) => (probability - actual) ** 2)),
    mcc: matthewsCorrelation(confusion),
    confusion,
  };
}

function confusionOf(outcomes: readonly Outcome[]): Confusion {
  const confusion = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const { probability, actual } of outcomes) {
    const right = directionOf(probability) === actual;
    confusion[right ? (actual ? 'tp' : 'tn') : actual ? 'fn' : 'fp'] += 1;
  }
  return confusion;
}

/**
 * −log of the probability that was given to what came. From log-odds z it is log(1 + exp(z)) − y·z, which is finite
 * even where the probability rounds to 0 or 1.
 */
export function lossOf({ probability, logOdds, actual }: Outcome): number {
  if (logOdds !== undefined) {
    return Math.max(actual === 1 ? -logOdds : logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds)));
  }
  return actual === 1 ? -Math.log(probability) : -Math.log1p(-probability);
}

/** The mean loss; null where a forecast is a hard 0 or 1, without log-odds. */
export function logLoss(outcomes: readonly Outcome[]): number | null {
  const loss = mean(outcomes.map(lossOf));
  return outcomes.some(isHard) || !Number.isFinite(loss) ? null : loss;
}

function isHard({ probability, logOdds }: Outcome): boolean {
  return logOdds === undefined && (probability === 0 || probability === 1);
}

/**
 * The chance that a day that came to 1 was given a higher probability than one that came to 0, ties counting half: the
 * Mann–Whitney statistic over average ranks. Undefined where there is one class only.
 */
export function rocAuc(outcomes: readonly Outcome[]): number | null {
  const ups = outcomes.filter(({ actual }) => actual === 1).length;
  const downs = outcomes.length - ups;
  if (ups === 0 || downs === 0) return null;
  const sorted = outcomes.toSorted((a, b) => a.probability - b.probability);
  let rankSum = 0;
  for (let first = 0; first < sorted.length; ) {
    const { probability } = at(sorted, first);
    let end = first;
    while (sorted[end]?.probability === probability) end += 1;
    const averageRank = (first + 1 + end) / 2;
    rankSum += averageRank * sorted.slice(first, end).filter(({ actual }) => actual === 1).length;
    first = end;
  }
  return (rankSum - (ups * (ups + 1)) / 2) / (ups * downs);
}

/** Matthews' correlation; by its convention 0 where a margin of the confusion matrix is empty. */
export function matthewsCorrelation({ tp, fp, tn, fn }: Confusion): number {
  const margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
  return margins === 0 ? 0 : (tp * tn - fp * fn) / Math.sqrt(margins);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function mean(values: Vector): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
