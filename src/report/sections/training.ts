import { at } from '../../learning/vector.ts';
import { formatFixed, formatInteger, formatSigned, formatValue, plural } from '../../text/format.ts';
import { testMetricsTable } from '../../text/metrics-table.ts';
import { verdictSentence } from '../../text/sentences.ts';
import type { TextTable } from '../../text/table.ts';
import type { Section } from '../document.ts';
import { trainingFigure, weightsFigure } from '../figures.ts';
import type { ReportData } from '../make-report.ts';
import { callsTable } from './calls-table.ts';

/** How the run did on the newest rows of its own training. */
export function testSection({ run }: ReportData): Section {
  return {
    title: 'Test split',
    blocks: [
      { kind: 'text', text: verdictSentence(run) },
      { kind: 'table', table: testMetricsTable(run) },
      { kind: 'table', table: callsTable(run.metrics.test.confusion, run.model.target) },
    ],
  };
}

/** What the model is, and how its training went. */
export function modelSection({ run }: ReportData): Section {
  const { model, fit, settings, data } = run;
  return {
    title: 'Model and training',
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

function weightsTable({ model }: ReportData['run']): TextTable {
  return {
    head: ['Feature', 'weight', 'least in training', 'greatest'],
    rows: [
      ...model.features.map((name, j) => [
        name,
        formatSigned(at(model.parameters.weights, j), 5),
        formatValue(at(model.trainingRanges, j).min),
        formatValue(at(model.trainingRanges, j).max),
      ]),
      ['intercept', formatSigned(model.parameters.intercept, 5), '', ''],
    ],
  };
}
