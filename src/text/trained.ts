import { describeCoin } from '../market-data/coins.ts';
import type { TrainedRun } from '../run.ts';
import type { DatedForecast } from '../training/forecast.ts';
import type { SavedTraining } from '../training/save-training.ts';
import { daysInWords } from './days.ts';
import { forecastLine, warningLine } from './forecast.ts';
import { formatCompact, formatInteger, plural } from './format.ts';
import { marketFlags } from './market-flags.ts';
import { testMetricsTable } from './metrics-table.ts';
import { moreDaysLines } from './more-days.ts';
import {
  highAccuracyInWords,
  type Judged,
  sentenceOf,
  sourceInWords,
  verdictSentence,
  worthSentence,
} from './sentences.ts';
import { usedSignalLines } from './signals.ts';
import { standingInWords } from './standing.ts';
import { renderTable } from './table.ts';
import { targetInWords, wordsOf } from './target-words.ts';

/** What a training came to, for people: the page after `train`. */
export function trainedText(run: SavedTraining, forecast: DatedForecast | undefined): string {
  const { coin, target } = run.model;
  return [
    runText(run),
    ...moreDaysLines({ ...run.model, ...run.data, days: run.data.rows.days, verdict: run.verdict }),
    '',
    `Ledger      ${standingInWords({ coins: [coin], target, pValue: run.pValue }, run.ledger)}`,
    ...(forecast
      ? [
          `Forecast    ${forecastLine(forecast, run.model)}`,
          ...forecast.warnings.map(({ message }) => warningLine(message)),
        ]
      : []),
    `Saved       ${run.path}, now in use for ${coin}`,
    `Next        crypto-predict predict ${marketFlags({ ...run.model, ...run.data })} --explain`,
  ].join('\n');
}

/** A run, for people: its data, its training, its metrics beside the baselines, its verdict. */
export function runText(run: Judged): string {
  const { model, data, settings, fit } = run;
  const { name, symbol } = describeCoin(model.coin);
  const { rows } = data;
  const hasConverged = fit.outcome === 'converged';
  return [
    `${name} (${symbol}) in ${model.vsCurrency}, from ${sourceInWords(data.source)}, retrieved ${data.retrievedAt.slice(0, 10)}`,
    '',
    `Days        ${data.from} to ${data.to}: ${daysInWords(rows)}`,
    `Rows        ${formatInteger(rows.usable)} usable: ${formatInteger(rows.train)} to train, the newest ${formatInteger(rows.test)} to test`,
    `Target      ${targetInWords(model)}`,
    `Features    ${settings.featureSet}, ${model.features.length} of them`,
    ...usedSignalLines(model.signals),
    `Training    ${settings.optimizer}, ${hasConverged ? 'converged in' : '! did not converge in'} ${plural(fit.epoch, 'epoch')} ` +
      `(max|∇J|/n ${formatCompact(fit.gradientNorm)}, l2 ${settings.l2}${settings.l2Auto ? ', chosen' : ''}${settings.halfLife === 'none' ? '' : `, half-life ${settings.halfLife}`}${settings.window === null ? '' : `, window ${settings.window}`}, step ${formatCompact(settings.learningRate)})`,
    '',
    renderTable(testMetricsTable(run)),
    '',
    verdictSentence(run),
    ...(run.highAccuracy === null
      ? []
      : [`! ${sentenceOf(highAccuracyInWords(run.highAccuracy, run.metrics.test))}.`]),
    ...(run.evaluation ? [worthSentence(run)] : []),
  ].join('\n');
}

/** How often what was called on the test rows came. */
export function callsSentence({ metrics, model }: Pick<TrainedRun, 'metrics' | 'model'>): string {
  const { tp, fp, tn, fn } = metrics.test.confusion;
  const { came, said, saidNot } = wordsOf(model.target);
  return `${said}: ${tp} of ${tp + fp} ${came}; ${saidNot}: ${fn} of ${fn + tn}`;
}
