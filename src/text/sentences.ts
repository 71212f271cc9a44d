import { exchanges, isExchange, type Source, type Verdict } from '../domain.ts';
import type { HighAccuracy } from '../evaluation/high-accuracy.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import type { EvaluationSummary } from '../results/evaluation.ts';
import type { TrainedRun } from '../run.ts';
import {
  formatBarePValue,
  formatFixed,
  formatInterval,
  formatPercent,
  formatPValue,
  formatSigned,
  plural,
} from './format.ts';

/** How a verdict is said. */
interface Wording {
  readonly words: string;
  /** Where there is room for two words. */
  readonly short: string;
  /** Whether it compares with the base rate alone, so that the p-value beside it is that one. */
  readonly isOfBaseRate: boolean;
}

const wordings: Readonly<Record<Verdict | 'not_shown', Wording>> = {
  better_than_baseline: { words: 'better than every constant', short: '✓ better', isOfBaseRate: false },
  not_shown: { words: 'not shown to be better', short: 'not shown', isOfBaseRate: false },
  no_better_than_baseline: { words: 'no better than the base rate', short: 'no better', isOfBaseRate: true },
  worse_than_baseline: { words: 'worse than the base rate', short: '✗ worse', isOfBaseRate: true },
  too_few_rows: { words: 'too few rows to say', short: 'too few rows', isOfBaseRate: false },
};

type Losses = readonly [own: number | null, ofBaseRate: number | null];

/** How a verdict is said. A loss that is lower, though not significantly, is not called no better. */
export function wordingOf(verdict: Verdict, [own, ofBaseRate]: Losses): Wording {
  const isLower = own !== null && ofBaseRate !== null && own < ofBaseRate;
  return wordings[verdict === 'no_better_than_baseline' && isLower ? 'not_shown' : verdict];
}

/** A verdict in a few words. */
export function verdictInWords(verdict: Verdict, losses: Losses): string {
  return wordingOf(verdict, losses).words;
}

/** The verdict of a run on its test rows, in a few words. */
export function runVerdictInWords(run: JudgedTest): string {
  return runWording(run).words;
}

/** The verdict of a run where there is room for two words. */
export function runVerdictInShort(run: JudgedTest): string {
  return runWording(run).short;
}

type JudgedTest = Pick<TrainedRun, 'verdict' | 'metrics' | 'baselines'>;

function runWording({ verdict, metrics, baselines }: JudgedTest): Wording {
  return wordingOf(verdict, [metrics.test.logLoss, baselines.baseRate.logLoss]);
}

/** Words as a sentence begins with them. */
export function sentenceOf(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Why forecasts are right more often than daily prices have been seen to allow. */
export function highAccuracyInWords(highAccuracy: HighAccuracy, { accuracy, n }: Metrics): string {
  const right = `right on ${formatPercent(accuracy)} of ${plural(n, 'day')}`;
  switch (highAccuracy) {
    case 'looks_leaky':
      return `${right} is more than daily prices have ever allowed; look for a leak: a feature that knows tomorrow`;
    case 'pegged':
      return `${right}, because the price is pegged: it returns to where it was, and calling the opposite of today does about as well. That is no leak, and the moves are too small to trade`;
    case 'persistent':
      return `${right}, because today goes on: calling today again does about as well. That is no leak of the features; see whether the prices are averages over days`;
  }
}

/**
 * "p = 0.91" beside the base rate; where another constant is harder to beat, "p = 0.72, 0.74 beside every constant".
 */
export function pValuesInWords(pValue: number | null, pValueEveryConstant: number | null): string {
  const [own, hardest] = [formatBarePValue(pValue), formatBarePValue(pValueEveryConstant)];
  const isSame = pValueEveryConstant === null || own === hardest;
  return isSame ? formatPValue(pValue) : `${formatPValue(pValue)}, ${hardest} beside every constant`;
}

/** What the verdict rests on, in one sentence. */
export function verdictSentence(run: TrainedRun): string {
  const { metrics, baselines, baseRate, pValue, pValueEveryConstant } = run;
  return (
    `${sentenceOf(runVerdictInWords(run))}: log loss ${formatFixed(metrics.test.logLoss)} over ` +
    `${plural(metrics.test.n, 'test day')}; the base rate, always ${formatFixed(baseRate, 3)}, scores ` +
    `${formatFixed(baselines.baseRate.logLoss)} (${pValuesInWords(pValue, pValueEveryConstant)}).`
  );
}

/**
 * What a forecast of the run is worth, in one sentence: by the newest walk-forward of its features and settings where
 * there is one, which judges by many more days, else by its own test days.
 */
export function worthSentence(run: Judged): string {
  const {
    metrics: { test },
    evaluation,
  } = run;
  if (evaluation !== undefined) return walkForwardWorth(evaluation);
  return (
    `Provisional: right on ${formatPercent(test.accuracy, 0)} of ${plural(test.n, 'test day')} to ${run.data.to} ` +
    `(95 %: ${formatInterval(test.accuracyInterval, 0)}), ${runVerdictInWords(run)}. Not a basis for a trade.`
  );
}

/** A run with the newest walk-forward of its features and settings, where there is one. */
export type Judged = TrainedRun & { readonly evaluation?: EvaluationSummary | undefined };

function walkForwardWorth({
  metrics,
  baselines,
  skill,
  pValueEveryConstant,
  verdict,
  from,
  to,
}: EvaluationSummary): string {
  return (
    `Walking forward through ${from} to ${to}, its features were right on ${formatPercent(metrics.accuracy, 0)} of ${plural(metrics.n, 'day')} ` +
    `(95 %: ${formatInterval(metrics.accuracyInterval, 0)}), ${verdictInWords(verdict, [metrics.logLoss, baselines.baseRate.logLoss])} ` +
    `(skill ${formatSigned(skill.logLossSkill, 4)}, ${formatPValue(pValueEveryConstant ?? skill.pValue)}). Not a basis for a trade.`
  );
}

const sourceWords = {
  coingecko: 'CoinGecko',
  cache: 'the stored chart',
  bundled: 'the bundled snapshot',
  csv: 'a file',
} as const;

export function sourceInWords(source: Source): string {
  return isExchange(source) ? exchanges[source].title : sourceWords[source];
}

/** The test of whether there is any information, whatever it costs to estimate. */
export function clarkWestInWords({ pValue }: { readonly pValue: number | null }): string {
  return `${formatPValue(pValue)} by Clark and West: is there any information, whatever it costs to estimate?`;
}
