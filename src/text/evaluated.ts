import type { Metrics } from '../evaluation/metrics.ts';
import { describeCoin } from '../market-data/coins.ts';
import type { EvaluationSummary } from '../results/evaluation.ts';
import type { Evaluated, Evaluation, Pooled } from '../training/evaluate.ts';
import {
  formatFixed,
  formatInteger,
  formatInterval,
  formatPercent,
  formatPValue,
  formatSigned,
  formatSkillInterval,
  plural,
} from './format.ts';
import { sourceInWords, verdictInWords } from './sentences.ts';
import { renderTable, type TextTable } from './table.ts';

/** What a walk-forward evaluation came to, for people: a page for one, a table of rows for several. */
export function evaluatedText(evaluated: Evaluated): string {
  const { evaluations, pooled } = evaluated;
  const [only] = evaluations;
  if (evaluations.length === 1 && only) return evaluationText(only);
  return [renderTable(comparisonTable(evaluations)), ...pooled.map(pooledSentence), '', NOTE].join('\n');
}

const NOTE = 'Skill is 1 − log loss / that of the base rate; p is one-sided. Not a basis for a trade.';

/** One evaluation: its rows, its metrics beside the baselines, its skill, its backtest, its verdict. */
function evaluationText(evaluation: Evaluation): string {
  const { rows, dates, skill } = evaluation;
  const { name, symbol } = describeCoin(evaluation.coin);
  return [
    `${name} (${symbol}) in ${evaluation.vsCurrency}, from ${sourceInWords(evaluation.source)}, retrieved ${evaluation.retrievedAt.slice(0, 10)}`,
    '',
    `Days        ${evaluation.from} to ${evaluation.to}: ${plural(rows.days, 'day')}, ${rows.filled} filled`,
    `Rows        ${formatInteger(rows.usable)} usable; the first ${formatInteger(rows.initialTrain)} only train`,
    `Walk        ${plural(evaluation.folds, 'fold')} of ${rows.step} rows, ${formatInteger(rows.evaluated)} forecasts from ${dates.firstEvaluated} to ${dates.lastEvaluated}`,
    `Features    ${evaluation.featureSet}, ${evaluation.features.length} of them (l2 ${evaluation.l2}, half-life ${evaluation.halfLife})`,
    '',
    renderTable(walkForwardTable(evaluation)),
    '',
    `Skill       ${formatSigned(skill.logLossSkill, 4)} (95 %: ${formatSkillInterval(skill.interval)}), ${formatPValue(skill.pValue)} by Diebold and Mariano`,
    `Accuracy    95 % by blocks of days: ${formatInterval(evaluation.accuracyBlockInterval)}; ${directionSentence(evaluation)}`,
    `Calibration off by ${formatPercent(evaluation.expectedCalibrationError)} on average over ten bins`,
    `Confident   ${confidenceSentence(evaluation)}`,
    '',
    renderTable(backtestTable(evaluation)),
    '',
    evaluationVerdict(evaluation),
  ].join('\n');
}

/** A kept evaluation knows the base rate alone. */
type ShownBaselines = Partial<Evaluation['baselines']>;

const baselineNames = [
  ['baseRate', 'base rate'],
  ['alwaysUp', 'always up'],
  ['majority', 'majority'],
  ['persistence', 'persistence'],
  ['contrarian', 'its opposite'],
] as const satisfies readonly (readonly [keyof Evaluation['baselines'], string])[];

/** The metrics of all forecasts, the model's beside the baselines'. */
export function walkForwardTable({
  metrics,
  baselines,
}: Pick<Evaluation, 'metrics'> & { readonly baselines: ShownBaselines }): TextTable {
  const row = (name: string, metric: Metrics) => [
    name,
    formatPercent(metric.accuracy),
    formatInterval(metric.accuracyInterval),
    formatFixed(metric.logLoss),
    formatFixed(metric.brier),
    formatFixed(metric.rocAuc, 3),
    formatFixed(metric.mcc, 3),
  ];
  return {
    head: [`On ${plural(metrics.n, 'day')}`, 'accuracy', '95 %', 'log loss', 'Brier', 'AUC', 'MCC'],
    rows: [
      row('model', metrics),
      ...baselineNames.flatMap(([key, name]) => {
        const metric = baselines[key];
        return metric === undefined ? [] : [row(name, metric)];
      }),
    ],
  };
}

/** The backtest after fees, beside buying once and holding. */
export function backtestTable({ backtest }: Pick<EvaluationSummary, 'backtest'>): TextTable {
  const row = (
    name: string,
    { totalReturn, sharpe, maxDrawdown, trades, exposure }: typeof backtest.strategy,
  ) => [
    name,
    totalReturn > 10 ? `× ${formatInteger(totalReturn + 1)}` : formatPercent(totalReturn),
    formatFixed(sharpe, 2),
    formatPercent(maxDrawdown),
    formatInteger(trades),
    formatPercent(exposure, 0),
  ];
  return {
    head: [`After fees of ${backtest.feeBps} bps`, 'return', 'Sharpe', 'worst fall', 'trades', 'days in'],
    rows: [row(`P(up) > ${backtest.threshold}`, backtest.strategy), row('buy and hold', backtest.buyAndHold)],
  };
}

/** What the verdict rests on, in one sentence. */
export function evaluationVerdict({ verdict, metrics, baselines, skill }: EvaluationSummary): string {
  const words = verdictInWords(verdict);
  return (
    `${words[0]?.toUpperCase()}${words.slice(1)}: over ${plural(metrics.n, 'day')} that it had not seen its log loss ` +
    `is ${formatFixed(metrics.logLoss)}, and that of the base rate ${formatFixed(baselines.baseRate.logLoss)} (${formatPValue(skill.pValue)}). ` +
    'Not a basis for a trade.'
  );
}

/** What to suspect where forecasts are too good. */
export function leakWarning({ metrics, coin, featureSet }: EvaluationSummary): string {
  return (
    `${coin}, ${featureSet}: right on ${formatPercent(metrics.accuracy)} of ${plural(metrics.n, 'day')} is more than daily prices ` +
    'have ever allowed; look for a leak: a feature that knows tomorrow'
  );
}

function comparisonTable(evaluations: readonly Evaluation[]): TextTable {
  return {
    head: ['Coin', 'features', 'days', 'accuracy', 'log loss', 'base rate', 'skill', '95 %', 'p', 'verdict'],
    rows: evaluations.map(({ coin, featureSet, metrics, baselines, skill, verdict }) => [
      coin,
      featureSet,
      formatInteger(metrics.n),
      formatPercent(metrics.accuracy),
      formatFixed(metrics.logLoss),
      formatFixed(baselines.baseRate.logLoss),
      formatSigned(skill.logLossSkill, 4),
      formatSkillInterval(skill.interval),
      formatPValue(skill.pValue).replace(/^p (= )?/, ''),
      verdictInWords(verdict),
    ]),
  };
}

function pooledSentence({ featureSet, coins, days, logLossSkill, interval, pValue }: Pooled): string {
  return (
    `\nPooled over ${plural(coins.length, 'coin')}, ${featureSet}: skill ${formatSigned(logLossSkill, 4)} ` +
    `(95 %: ${formatSkillInterval(interval)}), ${formatPValue(pValue)}, ` +
    `with ${plural(days, 'day')} as the unit, since coins move together`
  );
}

function directionSentence({ pesaranTimmermann }: Evaluation): string {
  if (pesaranTimmermann === null) return 'all calls go one way, so there is no test of directions';
  return `directions called better than at random? ${formatPValue(pesaranTimmermann.pValue)} by Pesaran and Timmermann`;
}

function confidenceSentence({ confidence }: Evaluation): string {
  const most = confidence.at(-1);
  if (most === undefined) return '–';
  return (
    `on the tenth of days it is surest of it is right on ${formatPercent(most.accuracy)} ` +
    `(95 %: ${formatInterval(most.interval)})`
  );
}
