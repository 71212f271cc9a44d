import type { Day } from '../domain.ts';
import type { ReportData } from '../pipeline/make-report.ts';
import {
  backtestTable,
  evaluationVerdict,
  leakWarning,
  walkForwardTable,
} from '../presentation/evaluated.ts';
import {
  formatFixed,
  formatInteger,
  formatInterval,
  formatPercent,
  formatPValue,
  formatSigned,
  formatSkillInterval,
  formatValue,
  plural,
} from '../presentation/format.ts';
import { marketFlags } from '../presentation/market-flags.ts';
import { driftNotes, driftTable } from '../presentation/monitor-sentences.ts';
import { sourceInWords, verdictSentence } from '../presentation/sentences.ts';
import type { TextTable } from '../presentation/table.ts';
import { metricsTable } from '../presentation/trained.ts';
import { describeCoin } from '../sources/coins.ts';
import type { ReportDocument, Section } from './document.ts';
import {
  calibrationFigure,
  confidenceFigure,
  equityFigure,
  priceFigure,
  rollingFigure,
  trainingFigure,
  weightsFigure,
} from './figures.ts';

/** The technical report of a run, in the order a reader asks: is it any good, on what, how, and what is left open. */
export function composeReport(data: ReportData, versions: Readonly<Record<string, string>>): ReportDocument {
  const { run, evaluation } = data;
  const { name, symbol } = describeCoin(run.model.coin);
  return {
    title: `Will ${name} (${symbol}) be higher tomorrow? A model and what it is worth`,
    summary: [
      evaluationVerdict(evaluation),
      `Run ${run.id}: logistic regression on the feature set ${run.settings.featureSet}, trained ${run.createdAt.slice(0, 10)}, reported ${data.writtenAt.slice(0, 10)}.`,
      ...(evaluation.looksLeaky ? [leakWarning(evaluation)] : []),
    ],
    sections: [
      walkForwardSection(data),
      tradingSection(data),
      testSection(data),
      dataSection(data),
      modelSection(data),
      driftSection(data),
      settingsSection(data, versions),
      limitsSection(data),
    ],
  };
}

function walkForwardSection({ evaluation }: ReportData): Section {
  const { rows, dates, skill, metrics } = evaluation;
  const { confusion } = metrics;
  return {
    title: 'On days it had not seen',
    blocks: [
      {
        kind: 'text',
        text:
          `Walk-forward: the first ${formatInteger(rows.initialTrain)} usable rows only train; then, every ${rows.step} rows, scaler and model are fitted ` +
          `on the rows before and forecast the next ${rows.step}. ${plural(evaluation.folds, 'fold')}, ${plural(rows.evaluated, 'forecast')} ` +
          `from ${dates.firstEvaluated} to ${dates.lastEvaluated}.`,
      },
      { kind: 'table', table: walkForwardTable(evaluation) },
      {
        kind: 'list',
        items: [
          `Skill, 1 − log loss / that of the base rate: ${formatSigned(skill.logLossSkill, 4)} (95 % by blocks of days: ${formatSkillInterval(skill.interval)}); ${formatPValue(skill.pValue)}, one-sided, by Diebold and Mariano with ${skill.lag} lags.`,
          `Accuracy ${formatPercent(metrics.accuracy)}: 95 % by Wilson ${formatInterval(metrics.accuracyInterval)}, by blocks of days ${formatInterval(evaluation.accuracyBlockInterval)}.`,
          evaluation.pesaranTimmermann === null
            ? 'All calls, or all days, go one way: the test of Pesaran and Timmermann is undefined.'
            : `Are directions called better than at random? ${formatPValue(evaluation.pesaranTimmermann.pValue)}, one-sided, by Pesaran and Timmermann.`,
          `Forecasts are off by ${formatPercent(evaluation.expectedCalibrationError)} on average over ten bins.`,
        ],
      },
      {
        kind: 'table',
        table: {
          head: ['Called', 'rose', 'did not rise'],
          rows: [
            ['up', formatInteger(confusion.tp), formatInteger(confusion.fp)],
            ['down', formatInteger(confusion.fn), formatInteger(confusion.tn)],
          ],
        },
      },
      {
        kind: 'figures',
        figures: [calibrationFigure(evaluation), rollingFigure(evaluation), confidenceFigure(evaluation)],
      },
    ],
  };
}

function tradingSection({ evaluation }: ReportData): Section {
  return {
    title: 'Had one traded on it',
    blocks: [
      {
        kind: 'text',
        text: `The coin is held over the next day where P(up) is above ${evaluation.backtest.threshold}, else cash. No slippage, no tax, no interest, and every order filled at the price of 00:00 UTC.`,
      },
      { kind: 'table', table: backtestTable(evaluation) },
      { kind: 'figures', figures: [equityFigure(evaluation)] },
    ],
  };
}

function testSection({ run }: ReportData): Section {
  const { tp, fp, fn, tn } = run.metrics.test.confusion;
  return {
    title: 'On the newest rows of its training',
    blocks: [
      { kind: 'text', text: verdictSentence(run) },
      { kind: 'table', table: metricsTable(run) },
      {
        kind: 'table',
        table: {
          head: ['Called', 'rose', 'did not rise'],
          rows: [
            ['up', formatInteger(tp), formatInteger(fp)],
            ['down', formatInteger(fn), formatInteger(tn)],
          ],
        },
      },
    ],
  };
}

function dataSection({ run, market: { days }, evaluation }: ReportData): Section {
  return {
    title: 'Data and its quality',
    blocks: [
      {
        kind: 'table',
        table: {
          head: ['', 'training', 'walk-forward'],
          rows: [
            ['source', sourceInWords(run.data.source), sourceInWords(evaluation.source)],
            ['retrieved', run.data.retrievedAt.slice(0, 10), evaluation.retrievedAt.slice(0, 10)],
            ['first day', run.data.from, evaluation.from],
            ['last day', run.data.to, evaluation.to],
            ['days', formatInteger(run.data.rows.days), formatInteger(evaluation.rows.days)],
            ['filled', formatInteger(run.data.rows.filled), formatInteger(evaluation.rows.filled)],
            ['usable rows', formatInteger(run.data.rows.usable), formatInteger(evaluation.rows.usable)],
          ],
        },
      },
      { kind: 'list', items: qualityOf(days, run.model.vsCurrency) },
      { kind: 'figures', figures: [priceFigure(days, run.model.vsCurrency)] },
    ],
  };
}

function qualityOf(days: readonly Day[], currency: string): readonly string[] {
  const moves = days
    .slice(1)
    .map((day, t) => ({ date: day.date, move: day.price / (days[t]?.price ?? day.price) - 1 }));
  const largest = moves.toSorted((a, b) => Math.abs(b.move) - Math.abs(a.move))[0];
  const [first, last] = [days.at(0), days.at(-1)];
  return [
    `Missing days and values are filled from the day before and marked; a row whose own or whose tomorrow's price was filled neither trains nor tests.`,
    `${plural(days.filter(({ priceFilled }) => priceFilled).length, 'day')} without a price of its own, ${plural(days.filter(({ totalVolume }) => totalVolume === 0).length, 'day')} without volume.`,
    ...(largest ? [`Largest move in a day: ${formatPercent(largest.move)}, to ${largest.date}.`] : []),
    ...(first && last
      ? [`Price from ${formatValue(first.price)} to ${formatValue(last.price)} ${currency}.`]
      : []),
  ];
}

function modelSection({ run }: ReportData): Section {
  const { model, fit, settings, data } = run;
  return {
    title: 'Features, weights and training',
    blocks: [
      {
        kind: 'text',
        text:
          `${plural(model.features.length, 'feature')}, scaled (${model.scaler.name}) by the ${formatInteger(data.rows.train)} training rows alone. ` +
          `${settings.optimizer} ${fit.outcome === 'converged' ? 'converged' : 'stopped'} after ${plural(fit.epoch, 'epoch')} at J = ${formatFixed(fit.objective, 4)}, max|∇J|/n = ${fit.gradientNorm.toExponential(1)}.`,
      },
      { kind: 'figures', figures: [trainingFigure(run), weightsFigure(run)] },
      { kind: 'table', table: weightsTable(run) },
    ],
  };
}

function driftSection({ run, drift }: ReportData): Section {
  return {
    title: 'Drift since the training',
    blocks: [
      ...(drift.recent === undefined ? [] : [{ kind: 'table', table: driftTable(drift) } as const]),
      { kind: 'list', items: driftNotes(drift, run) },
    ],
  };
}

function weightsTable({ model }: ReportData['run']): TextTable {
  return {
    head: ['Feature', 'weight', 'least in training', 'greatest'],
    rows: [
      ...model.features.map((name, j) => [
        name,
        formatSigned(model.parameters.weights[j] ?? 0, 5),
        formatValue(model.trainingRanges[j]?.min ?? Number.NaN),
        formatValue(model.trainingRanges[j]?.max ?? Number.NaN),
      ]),
      ['intercept', formatSigned(model.parameters.intercept, 5), '', ''],
    ],
  };
}

function settingsSection(
  { run, evaluation }: ReportData,
  versions: Readonly<Record<string, string>>,
): Section {
  const { settings, model, data } = run;
  const l2 = settings.l2Auto ? 'auto' : settings.l2;
  const coin = `${marketFlags({ ...model, ...data })} --feature-set ${settings.featureSet} --l2 ${l2} --half-life ${settings.halfLife}`;
  return {
    title: 'To reproduce it',
    blocks: [
      {
        kind: 'code',
        code: [
          `crypto-predict train ${coin} --days ${data.rows.days} --test-size ${settings.testSize} --optimizer ${settings.optimizer} --learning-rate ${settings.learningRate} --epochs ${settings.epochs} --tolerance ${settings.tolerance}`,
          `crypto-predict evaluate ${coin} --days ${evaluation.rows.days} --initial-train ${evaluation.rows.initialTrain} --step ${evaluation.rows.step} --seed ${evaluation.settings.seed}`,
        ].join('\n'),
      },
      {
        kind: 'table',
        table: {
          head: ['Setting', 'value'],
          rows: [
            ['l2', settings.l2Auto ? `${settings.l2}, chosen` : String(settings.l2)],
            ['half-life', String(settings.halfLife)],
            ['bootstrap', `${evaluation.settings.resamples} resamples, seed ${evaluation.settings.seed}`],
            ...Object.entries(versions),
          ],
        },
      },
    ],
  };
}

function limitsSection({ evaluation }: ReportData): Section {
  return {
    title: 'What this does not show',
    blocks: [
      {
        kind: 'list',
        items: [
          'The feature sets and their defaults were chosen on history that had been seen; a walk-forward over the same history flatters them.',
          `A skill of ${formatSigned(evaluation.skill.logLossSkill, 4)} is a share of the base rate's log loss: what is significant is not what is useful.`,
          'Prices are averages over venues at 00:00 UTC; nobody traded at them.',
          'Markets change: that something held over years says little about the next one. A rolling skill around 0 is what a market without memory would show, too.',
          'Nothing here is advice.',
        ],
      },
    ],
  };
}
