import type { RollingSkill } from '../evaluation/skill.ts';
import type { EvaluationSummary } from '../results/evaluation.ts';
import type { Evaluation } from '../training/evaluate.ts';
import {
  formatCompact,
  formatFixed,
  formatInteger,
  formatInterval,
  formatPercent,
  formatPValue,
  formatSigned,
  formatSkillInterval,
  plural,
} from './format.ts';
import { sentenceOf, wordingOf } from './sentences.ts';
import type { TextTable } from './table.ts';
import { chanceName, wordsOf } from './target-words.ts';

/** What a one-sided p-value of the skill says, for who does not know the word. */
export function pValueInWords(pValue: number | null): string {
  if (pValue === null) return 'There is no p-value: its forecasts do not differ from the base rate.';
  const tries = pValue < 0.1 || pValue > 0.9 ? 1000 : 100;
  const hits = Math.round(pValue * tries);
  const share =
    hits === 0
      ? `fewer than 1 of ${formatInteger(tries)}`
      : hits === tries
        ? `more than ${formatInteger(tries - 1)} of ${formatInteger(tries)}`
        : `about ${hits} of ${formatInteger(tries)}`;
  return `If it were no better than the base rate, chance alone would do as well in ${share} tries.`;
}

/** The skill with its interval. */
export function skillSentence({ skill }: Pick<EvaluationSummary, 'skill'>): string {
  return `Skill ${formatSigned(skill.logLossSkill, 4)} (95 %: ${formatSkillInterval(skill.interval)}), where 0 is the base rate.`;
}

/** How often the forecasts were right, beside always saying 1 where that is known. */
export function accuracySentence({
  metrics,
  baselines,
  target,
}: Pick<EvaluationSummary, 'metrics' | 'target'> & {
  readonly baselines: Partial<Evaluation['baselines']>;
}): string {
  const right = `Right on ${formatPercent(metrics.accuracy)} of days (95 %: ${formatInterval(metrics.accuracyInterval)})`;
  const { alwaysUp } = baselines;
  return alwaysUp === undefined
    ? `${right}.`
    : `${right}; ${wordsOf(target).always}, on ${formatPercent(alwaysUp.accuracy)}.`;
}

/** The verdict where there is room for one line; the p-value is beside what the words name. */
export function shortVerdict({
  verdict,
  metrics,
  baselines,
  pValueEveryConstant,
  skill,
}: EvaluationSummary): string {
  const { words, isOfBaseRate } = wordingOf(verdict, [metrics.logLoss, baselines.baseRate.logLoss]);
  return `${words}, ${formatPValue(isOfBaseRate ? skill.pValue : (pValueEveryConstant ?? skill.pValue))}`;
}

/** `Large move (volatility): better than every constant, p < 0.001, over 275 days.` */
export function targetVerdict(evaluation: EvaluationSummary): string {
  const { target, featureSet, metrics } = evaluation;
  const title = sentenceOf(wordsOf(target).title);
  return `${title} (${featureSet}): ${shortVerdict(evaluation)}, over ${plural(metrics.n, 'day')}.`;
}

/** A capital of 1 after a while, in at most eight characters. */
export function formatCapital(value: number): string {
  if (value >= 1e5 || value < 0.01) return formatCompact(value);
  return value >= 1000 ? formatInteger(value) : formatFixed(value, 2);
}

/** What 1 became, after fees. */
export function equitySentence({
  backtest,
  target,
  coin,
}: Pick<EvaluationSummary, 'backtest' | 'target' | 'coin'>): string {
  if (backtest === null) return 'There is no backtest: a large move may go either way.';
  const { strategy, buyAndHold, feeBps, threshold } = backtest;
  const became = (totalReturn: number) => formatCapital(1 + totalReturn);
  const days = `${chanceName(target)} > ${threshold} (${formatPercent(strategy.exposure, 0)} of days)`;
  if (target === 'beats_bitcoin') {
    return (
      `After fees of ${feeBps} bps, 1 bitcoin became ${became(strategy.totalReturn)} by holding ${coin} where ${days} ` +
      `and bitcoin elsewhere, and ${became(buyAndHold.totalReturn)} by holding ${coin} throughout.`
    );
  }
  return (
    `After fees of ${feeBps} bps, 1 became ${became(strategy.totalReturn)} by holding where ${days}, ` +
    `and ${became(buyAndHold.totalReturn)} by buying and holding.`
  );
}

/** How the skill went over time. */
export function rollingSentence(rolling: readonly RollingSkill[]): string {
  const [first] = rolling;
  if (first === undefined) return 'There are not 90 days of forecasts yet.';
  const best = rolling.reduce((most, each) => (each.logLossSkill > most.logLossSkill ? each : most), first);
  const worst = rolling.reduce(
    (least, each) => (each.logLossSkill < least.logLossSkill ? each : least),
    first,
  );
  const above = rolling.filter(({ logLossSkill }) => logLossSkill > 0).length / rolling.length;
  return (
    `On ${formatPercent(above, 0)} of dates the last 90 days of forecasts are better than the base rate: ` +
    `skill from ${formatSigned(worst.logLossSkill)} (to ${worst.date}) to ${formatSigned(best.logLossSkill)} (to ${best.date}).`
  );
}

/** How often the target came beside what was forecast; ! where the forecast lies outside the interval. */
export function reliabilityTable({
  calibration,
  target,
}: Pick<Evaluation, 'calibration' | 'target'>): TextTable {
  return {
    head: ['forecasts', `mean ${chanceName(target)}`, wordsOf(target).came, '95 %', 'days', 'off, %'],
    rows: calibration.map(({ n, lowest, highest, meanForecast, shareOfOnes, interval }) => {
      const isOff = meanForecast < interval[0] || meanForecast > interval[1];
      return [
        `${formatFixed(lowest, 3)} to ${formatFixed(highest, 3)}`,
        formatPercent(meanForecast),
        formatPercent(shareOfOnes),
        formatInterval(interval, 0),
        formatInteger(n),
        `${isOff ? '! ' : ''}${formatSigned((shareOfOnes - meanForecast) * 100, 1)}`,
      ];
    }),
  };
}

/** What the bins come to. */
export function reliabilitySentence({
  calibration,
  expectedCalibrationError,
  expectedCalibrationErrorIfPerfect,
}: Pick<
  Evaluation,
  'calibration' | 'expectedCalibrationError' | 'expectedCalibrationErrorIfPerfect'
>): string {
  const off = calibration.filter(
    ({ meanForecast, interval }) => meanForecast < interval[0] || meanForecast > interval[1],
  ).length;
  return (
    `Forecasts are off by ${formatPercent(expectedCalibrationError)} on average, where perfect ones would be off by ${formatPercent(expectedCalibrationErrorIfPerfect)}; ` +
    `in ${off} of ${calibration.length} bins by more than chance allows${off > 0 ? ' (!)' : ''}.`
  );
}
