import { backtestTable, calibrationSentence } from '../../text/evaluated.ts';
import {
  formatInteger,
  formatInterval,
  formatPercent,
  formatPValue,
  formatSigned,
  formatSkillInterval,
  plural,
} from '../../text/format.ts';
import { metricsTable } from '../../text/metrics-table.ts';
import { calledOf, chanceName } from '../../text/target-words.ts';
import type { Section } from '../document.ts';
import { calibrationFigure, confidenceFigure, equityFigure, rollingFigure } from '../figures.ts';
import type { ReportData } from '../make-report.ts';
import { callsTable } from './calls-table.ts';

/** How the forecasts of the walk-forward did, beside the baselines. */
export function walkForwardSection({ evaluation }: ReportData): Section {
  const { rows, dates, skill, metrics } = evaluation;
  return {
    title: 'Walk-forward',
    blocks: [
      {
        kind: 'text',
        text:
          `Walk-forward: the first ${formatInteger(rows.initialTrain)} usable rows only train; then, every ${rows.step} rows, scaler and model are fitted ` +
          `on the rows before and forecast the next ${rows.step}. ${plural(evaluation.folds, 'step')}, ${plural(rows.evaluated, 'forecast')} ` +
          `from ${dates.firstEvaluated} to ${dates.lastEvaluated}.`,
      },
      { kind: 'table', table: metricsTable(evaluation) },
      {
        kind: 'list',
        items: [
          `Skill, 1 − log loss / that of the base rate: ${formatSigned(skill.logLossSkill, 4)} (95 % by blocks of days: ${formatSkillInterval(skill.interval)}); ${formatPValue(skill.pValue)}, one-sided, by Diebold and Mariano with ${skill.lag} lags.`,
          `Accuracy ${formatPercent(metrics.accuracy)}: 95 % by Wilson ${formatInterval(metrics.accuracyInterval)}, by blocks of days ${formatInterval(evaluation.accuracyBlockInterval)}.`,
          evaluation.pesaranTimmermann === null
            ? 'All calls, or all days, go one way: the test of Pesaran and Timmermann is undefined.'
            : `Are ${calledOf(evaluation.target)} called better than at random? ${formatPValue(evaluation.pesaranTimmermann.pValue)}, one-sided, by Pesaran and Timmermann.`,
          calibrationSentence(evaluation),
        ],
      },
      { kind: 'table', table: callsTable(metrics.confusion, evaluation.target) },
      {
        kind: 'figures',
        figures: [calibrationFigure(evaluation), rollingFigure(evaluation), confidenceFigure(evaluation)],
      },
    ],
  };
}

/** What trading on them would have come to, after fees; none where the target cannot be traded. */
export function tradingSections({ evaluation }: ReportData): readonly Section[] {
  const { backtest, forecasts } = evaluation;
  if (backtest === null) return [];
  const section: Section = {
    title: 'Backtest',
    blocks: [
      {
        kind: 'text',
        text: `The coin is held over the next day where ${chanceName(evaluation.target)} is above ${backtest.threshold}, else ${evaluation.target === 'beats_bitcoin' ? 'bitcoin' : 'cash'}. No slippage, no tax, no interest, and every order filled at the price of 00:00 UTC.`,
      },
      { kind: 'table', table: backtestTable(backtest) },
      { kind: 'figures', figures: [equityFigure(forecasts, backtest)] },
    ],
  };
  return [section];
}
