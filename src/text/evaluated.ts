import type { TargetName } from '../domain.ts';
import type { Judgement } from '../evaluation/judgement.ts';
import type { Multiplicity } from '../evaluation/ledger.ts';
import type { PartSkill } from '../evaluation/periods.ts';
import { describeCoin } from '../market-data/coins.ts';
import type { EvaluationSummary } from '../results/evaluation.ts';
import type { Evaluated, Evaluation, Pooled } from '../training/evaluate.ts';
import { daysInWords } from './days.ts';
import {
  formatBarePValue,
  formatFixed,
  formatInteger,
  formatInterval,
  formatPercent,
  formatPValue,
  formatSigned,
  formatSkillInterval,
  plural,
} from './format.ts';
import { metricsTable } from './metrics-table.ts';
import { moreDaysLines } from './more-days.ts';
import {
  clarkWestInWords,
  highAccuracyInWords,
  pValuesInWords,
  sentenceOf,
  sourceInWords,
  verdictInWords,
} from './sentences.ts';
import { usedSignalLines } from './signals.ts';
import { standingInWords } from './standing.ts';
import { renderTable, type TextTable } from './table.ts';
import { calledOf, targetInWords } from './target-words.ts';

/** What a walk-forward evaluation came to, for people: a page for one, a table of rows for several. */
export function evaluatedText(evaluated: Evaluated): string {
  const { evaluations } = evaluated;
  const [only] = evaluations;
  if (evaluations.length === 1 && only) return evaluationText(only);
  return comparisonText(evaluated);
}

/** What is shown of each of several coins. */
export type ComparedEvaluation = Pick<
  Evaluation,
  | 'coin'
  | 'featureSet'
  | 'metrics'
  | 'baselines'
  | 'skill'
  | 'pValueEveryConstant'
  | 'verdict'
  | 'highAccuracy'
  | 'unconvergedFolds'
  | 'folds'
>;

/** Several coins in a row each, and pooled. */
export function comparisonText({
  evaluations,
  pooled,
}: {
  readonly evaluations: readonly ComparedEvaluation[];
  readonly pooled: readonly Pooled[];
}): string {
  const warnings = evaluations.flatMap((each) => [
    ...highAccuracyWarnings(each),
    ...convergenceWarnings(each),
  ]);
  return [
    renderTable(comparisonTable(evaluations)),
    ...warnings.map((warning) => `! ${warning}`),
    ...pooled.map(pooledSentence),
    '',
    NOTE,
  ].join('\n');
}

const NOTE =
  'Skill is 1 − log loss / that of the base rate; p is the largest against every constant forecast. Not a basis for a trade.';

/** One evaluation: its verdict, its rows, its metrics beside the baselines, what its skill rests on, its backtest. */
function evaluationText(evaluation: Evaluation): string {
  const { rows, dates } = evaluation;
  const { name, symbol } = describeCoin(evaluation.coin);
  return [
    evaluationVerdict(evaluation),
    ...highAccuracyWarnings(evaluation).map((warning) => `! ${warning}`),
    ...convergenceWarnings(evaluation).map((warning) => `! ${warning}`),
    ...moreDaysLines({ ...evaluation, days: rows.days }),
    '',
    `Market      ${name} (${symbol}) in ${evaluation.vsCurrency}, from ${sourceInWords(evaluation.source)}, retrieved ${evaluation.retrievedAt.slice(0, 10)}`,
    `Days        ${evaluation.from} to ${evaluation.to}: ${daysInWords(rows)}`,
    `Rows        ${formatInteger(rows.usable)} usable; the first ${formatInteger(rows.initialTrain)} only train`,
    `Evaluation  ${plural(evaluation.folds, 'step')} of ${rows.step} rows, ${formatInteger(rows.evaluated)} forecasts from ${dates.firstEvaluated} to ${dates.lastEvaluated}`,
    `Target      ${targetInWords(evaluation)}`,
    `Features    ${evaluation.featureSet}, ${evaluation.features.length} of them (l2 ${evaluation.l2}, half-life ${evaluation.halfLife}${evaluation.window === 'all' ? '' : `, window ${evaluation.window}`})`,
    ...usedSignalLines(evaluation.signals),
    '',
    ...judgementLines(evaluation),
  ].join('\n');
}

/** Forecasts of a coin with all that is said about them. */
export interface JudgedForecasts extends Judgement {
  readonly coin: string;
  readonly target: TargetName;
  readonly ledger?: Multiplicity | undefined;
}

/** What is said about forecasts: their metrics beside the baselines, what the skill rests on, the backtest. */
export function judgementLines(judged: JudgedForecasts): readonly string[] {
  const { backtest } = judged;
  return [
    renderTable(metricsTable(judged)),
    '',
    ...skillLines(judged),
    `Accuracy    95 % by blocks of days: ${formatInterval(judged.accuracyBlockInterval)}; ${directionSentence(judged)}`,
    `Calibration ${calibrationSentence(judged)}`,
    `Confident   ${confidenceSentence(judged)}`,
    '',
    renderTable(partsTable(judged)),
    ...(backtest === null ? [] : ['', renderTable(backtestTable(backtest)), '', tradingSentence(backtest)]),
  ];
}

function skillLines(evaluation: JudgedForecasts): readonly string[] {
  const { coin, target, skill, comparison, clarkWest, daysToDetect, ledger } = evaluation;
  const { baseRate, recentBaseRate, coinFlip } = comparison.tests;
  const detect =
    daysToDetect === null
      ? 'there is no gain to detect'
      : `a gain of this size takes ${plural(Math.ceil(daysToDetect), 'day')} to detect in four of five tries`;
  return [
    `Skill       ${formatSigned(skill.logLossSkill, 4)} against the base rate (95 %: ${formatSkillInterval(skill.interval)}); ${detect}`,
    `Tests       Diebold and Mariano, one-sided: ${formatPValue(baseRate.pValue)} against the base rate, ${formatPValue(recentBaseRate.pValue)} against the recent base rate, ${formatPValue(coinFlip.pValue)} against a coin flip`,
    ...(ledger === undefined
      ? []
      : [`Ledger      ${standingInWords({ coins: [coin], target, pValue: skill.pValue }, ledger)}`]),
    `Information ${clarkWestInWords(clarkWest)}`,
  ];
}

/** The skill year by year, and on calm, middling and volatile days. */
function partsTable({ byYear, byVolatility }: Pick<Evaluation, 'byYear' | 'byVolatility'>): TextTable {
  const row = (name: string, { n, skill, t }: PartSkill) => [
    name,
    formatInteger(n),
    formatSigned(skill, 4),
    formatSigned(t, 2),
  ];
  return {
    head: ['By year, by volatility', 'days', 'skill', 't'],
    rows: [
      ...byYear.map((part) => row(String(part.year), part)),
      ...byVolatility.map((part) =>
        row(`sd of 30 days ${formatPercent(part.from)} to ${formatPercent(part.to)}`, part),
      ),
    ],
  };
}

type ShownBacktest = NonNullable<EvaluationSummary['backtest']>;

/** The backtest after fees, beside buying once and holding. */
export function backtestTable({ strategy, buyAndHold, threshold, feeBps }: ShownBacktest): TextTable {
  const row = (name: string, { totalReturn, sharpe, maxDrawdown, trades, exposure }: typeof strategy) => [
    name,
    totalReturn > 10 ? `× ${formatInteger(totalReturn + 1)}` : formatPercent(totalReturn),
    formatFixed(sharpe, 2),
    formatPercent(maxDrawdown),
    formatInteger(trades),
    formatPercent(exposure, 0),
  ];
  return {
    head: [`Backtest, fees ${feeBps} bps`, 'return', 'Sharpe', 'max drawdown', 'trades', 'exposure'],
    rows: [row(`P > ${threshold}`, strategy), row('buy and hold', buyAndHold)],
  };
}

/** How the backtest compares with holding: the Sharpe ratios' difference, and the fee at which both end alike. */
function tradingSentence({ breakEvenFeeBps, sharpeDifference }: NonNullable<Evaluation['backtest']>): string {
  const fee =
    breakEvenFeeBps === null
      ? 'Even without fees it earns no more than buying and holding'
      : `It earns more than buying and holding up to a fee of ${formatFixed(breakEvenFeeBps, 1)} bps`;
  if (sharpeDifference === null) return `${fee}.`;
  const [low, high] = sharpeDifference.interval;
  return (
    `${fee}; its Sharpe ratio differs from that of holding by ${formatSigned(sharpeDifference.value, 2)} ` +
    `(95 %: ${formatSigned(low, 2)} to ${formatSigned(high, 2)}).`
  );
}

/** What the verdict rests on, in one sentence. */
export function evaluationVerdict(
  evaluation: Pick<EvaluationSummary, 'verdict' | 'metrics' | 'baselines' | 'skill' | 'pValueEveryConstant'>,
): string {
  const { metrics, baselines, skill, pValueEveryConstant } = evaluation;
  return (
    `${sentenceOf(evaluationVerdictInWords(evaluation))}: log loss ${formatFixed(metrics.logLoss)} over ` +
    `${plural(metrics.n, 'unseen day')}; the base rate scores ${formatFixed(baselines.baseRate.logLoss)} ` +
    `(${pValuesInWords(skill.pValue, pValueEveryConstant)}). Not a basis for a trade.`
  );
}

/** The verdict of an evaluation in a few words. */
export function evaluationVerdictInWords({
  verdict,
  metrics,
  baselines,
}: Pick<EvaluationSummary, 'verdict' | 'metrics' | 'baselines'>): string {
  return verdictInWords(verdict, [metrics.logLoss, baselines.baseRate.logLoss]);
}

/** What to suspect where forecasts are too good. */
export function highAccuracyWarnings({
  metrics,
  coin,
  featureSet,
  highAccuracy,
}: Pick<EvaluationSummary, 'metrics' | 'coin' | 'featureSet' | 'highAccuracy'>): readonly string[] {
  if (highAccuracy === null) return [];
  return [`${coin}, ${featureSet}: ${highAccuracyInWords(highAccuracy, metrics)}`];
}

/** That fits of some steps did not converge. */
export function convergenceWarnings({
  unconvergedFolds,
  folds,
}: Pick<EvaluationSummary, 'unconvergedFolds' | 'folds'>): readonly string[] {
  if (unconvergedFolds === 0) return [];
  return [
    `${unconvergedFolds} of ${plural(folds, 'step')} did not converge: their weights are not the best for their rows`,
  ];
}

function comparisonTable(evaluations: readonly ComparedEvaluation[]): TextTable {
  return {
    head: ['Coin', 'features', 'days', 'accuracy', 'log loss', 'base rate', 'skill', '95 %', 'p', 'verdict'],
    rows: evaluations.map((evaluation) => [
      evaluation.coin,
      evaluation.featureSet,
      formatInteger(evaluation.metrics.n),
      formatPercent(evaluation.metrics.accuracy),
      formatFixed(evaluation.metrics.logLoss),
      formatFixed(evaluation.baselines.baseRate.logLoss),
      formatSigned(evaluation.skill.logLossSkill, 4),
      formatSkillInterval(evaluation.skill.interval),
      formatBarePValue(evaluation.pValueEveryConstant),
      evaluationVerdictInWords(evaluation),
    ]),
  };
}

function pooledSentence(pooled: Pooled): string {
  const { featureSet, coins, days, logLossSkill, interval, pValueEveryConstant, verdict } = pooled;
  const isLower = logLossSkill !== null && logLossSkill > 0;
  return (
    `\nPooled over ${plural(coins.length, 'coin')}, ${featureSet}: ${verdictInWords(verdict, isLower ? [0, 1] : [1, 1])}, ` +
    `skill ${formatSigned(logLossSkill, 4)} (95 %: ${formatSkillInterval(interval)}), ${formatPValue(pValueEveryConstant)}, ` +
    `with ${plural(days, 'day')} as the unit, since coins move together`
  );
}

function directionSentence({ pesaranTimmermann, target }: JudgedForecasts): string {
  const what = calledOf(target);
  if (pesaranTimmermann === null) return `all calls go one way, so there is no test of ${what}`;
  return `${what} called better than at random? ${formatPValue(pesaranTimmermann.pValue)} by Pesaran and Timmermann`;
}

/** How far forecasts are from what came, beside perfect ones, and whether they are too sure. */
export function calibrationSentence({
  expectedCalibrationError,
  expectedCalibrationErrorIfPerfect,
  calibrationFit,
}: Pick<
  Evaluation,
  'expectedCalibrationError' | 'expectedCalibrationErrorIfPerfect' | 'calibrationFit'
>): string {
  const fit =
    calibrationFit === null
      ? ''
      : `; slope ${formatFixed(calibrationFit.slope, 2)} ± ${formatFixed(calibrationFit.slopeSe, 2)}, where below 1 is too sure`;
  return (
    `off by ${formatPercent(expectedCalibrationError)} on average over ten bins, where perfect forecasts of so many days ` +
    `would be off by ${formatPercent(expectedCalibrationErrorIfPerfect)}${fit}`
  );
}

function confidenceSentence({ confidence }: JudgedForecasts): string {
  const most = confidence.at(-1);
  if (most === undefined) return '–';
  return (
    `right on ${formatPercent(most.accuracy)} (95 %: ${formatInterval(most.interval)}) ` +
    'of the tenth of days whose forecasts are furthest from one half'
  );
}
