import { exchanges, isExchange, type Source, type Verdict } from '../domain.ts';
import type { EvaluationSummary } from '../results/evaluation.ts';
import type { TrainedRun } from '../run.ts';
import { formatFixed, formatInterval, formatPercent, formatPValue, formatSigned, plural } from './format.ts';

const verdictWords: Readonly<Record<Verdict, string>> = {
  better_than_baseline: 'better than the base rate',
  no_better_than_baseline: 'no better than the base rate',
  worse_than_baseline: 'worse than the base rate',
};

export function verdictInWords(verdict: Verdict): string {
  return verdictWords[verdict];
}

/** What the verdict rests on, in one sentence. */
export function verdictSentence({ verdict, metrics, baselines, baseRate, pValue }: TrainedRun): string {
  const words = verdictInWords(verdict);
  return (
    `${words[0]?.toUpperCase()}${words.slice(1)}: over ${plural(metrics.test.n, 'test day')} its log loss is ` +
    `${formatFixed(metrics.test.logLoss)}, and that of always saying ${formatFixed(baseRate, 3)} is ` +
    `${formatFixed(baselines.baseRate.logLoss)} (${formatPValue(pValue)}).`
  );
}

/**
 * What a forecast of the run is worth, in one sentence: by the newest walk-forward of its features and settings where
 * there is one, which judges by many more days, else by its own test days.
 */
export function worthSentence({ verdict, metrics: { test }, evaluation }: Judged): string {
  if (evaluation !== undefined) return walkForwardWorth(evaluation);
  const [low, high] = test.accuracyInterval;
  return (
    `Right on ${formatPercent(test.accuracy, 0)} of ${plural(test.n, 'test day')} ` +
    `(95 %: ${(low * 100).toFixed(0)} to ${formatPercent(high, 0)}), ${verdictInWords(verdict)}. Not a basis for a trade.`
  );
}

/** A run with the newest walk-forward of its features and settings, where there is one. */
export type Judged = TrainedRun & { readonly evaluation?: EvaluationSummary | undefined };

function walkForwardWorth({ metrics, skill, verdict }: EvaluationSummary): string {
  return (
    `Walking forward, its features were right on ${formatPercent(metrics.accuracy, 0)} of ${plural(metrics.n, 'day')} ` +
    `(95 %: ${formatInterval(metrics.accuracyInterval, 0)}), ${verdictInWords(verdict)} ` +
    `(skill ${formatSigned(skill.logLossSkill, 4)}, ${formatPValue(skill.pValue)}). Not a basis for a trade.`
  );
}

const sourceWords = {
  coingecko: 'CoinGecko',
  cache: 'the stored chart',
  bundled: 'the bundled snapshot',
  csv: 'a CSV file',
} as const;

export function sourceInWords(source: Source): string {
  return isExchange(source) ? exchanges[source].title : sourceWords[source];
}
