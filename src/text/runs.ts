import { plural } from '../counts.ts';
import type { EvaluationSummary } from '../results/evaluation.ts';
import { isInUse } from '../workspace/in-use.ts';
import type { RunList, SavedRun } from '../workspace/runs.ts';
import { evaluationVerdictInWords } from './evaluated.ts';
import {
  formatCompact,
  formatFixed,
  formatInteger,
  formatInterval,
  formatPercent,
  formatPValue,
  formatSigned,
} from './format.ts';
import { runVerdictInWords } from './sentences.ts';
import { renderTable, type TextTable } from './table.ts';
import { wordsOf } from './target-words.ts';

/** All runs as a table, for people. */
export function runsText(list: RunList): string {
  if (list.runs.length === 0) {
    return list.damaged.length === 0
      ? 'No runs yet. Next: crypto-predict train --coin bitcoin'
      : `${plural(list.damaged.length, 'run')} that cannot be read, and no other`;
  }
  return [
    renderTable({
      head: ['Run', 'trained', 'target', 'features', 'rows', 'test loss', 'base rate', 'verdict', ''],
      rows: list.runs.map((run) => [
        run.id,
        run.createdAt.slice(0, 16).replace('T', ' '),
        wordsOf(run.model.target).title,
        run.settings.featureSet,
        formatInteger(run.data.rows.usable),
        formatFixed(run.metrics.test.logLoss),
        formatFixed(run.baselines.baseRate.logLoss),
        runVerdictInWords(run),
        [isInUse(run, list) ? 'in use' : '', run.note ?? ''].filter(Boolean).join(': '),
      ]),
    }),
    '',
    'Next  crypto-predict runs show ID; also compare ID ID, use ID, remove ID',
  ].join('\n');
}

/** Two runs side by side, for people. */
export function comparisonText(runs: readonly [SavedRun, SavedRun]): string {
  return renderTable(comparisonTable(runs));
}

/** A row for each thing that two runs are compared by. */
export function comparisonTable(runs: readonly [SavedRun, SavedRun]): TextTable {
  const row = (name: string, show: (run: SavedRun) => string) => [name, ...runs.map(show)];
  const evaluated = (name: string, show: (evaluation: EvaluationSummary) => string) =>
    row(name, ({ evaluation }) => (evaluation === undefined ? '–' : show(evaluation)));
  const ofEvaluations = [
    evaluated('its days', ({ metrics }) => formatInteger(metrics.n)),
    evaluated('its accuracy', ({ metrics }) => formatPercent(metrics.accuracy)),
    evaluated('its log loss', ({ metrics }) => formatFixed(metrics.logLoss)),
    evaluated('its base rate', ({ baselines }) => formatFixed(baselines.baseRate.logLoss)),
    evaluated(
      'its skill',
      ({ skill }) => `${formatSigned(skill.logLossSkill, 4)}, ${formatPValue(skill.pValue)}`,
    ),
    evaluated('its verdict', evaluationVerdictInWords),
  ];
  return {
    head: ['', ...runs.map(({ id }) => id)],
    rows: [
      row('coin', ({ model }) => `${model.coin} in ${model.vsCurrency}`),
      row('trained', ({ createdAt }) => createdAt.slice(0, 16).replace('T', ' ')),
      row('days', ({ data }) => `${data.from} to ${data.to}`),
      row('rows, test', ({ data }) => `${formatInteger(data.rows.usable)}, ${formatInteger(data.rows.test)}`),
      row('target', ({ model }) =>
        model.delay === 0 ? model.target : `${model.target}, ${plural(model.delay, 'day')} late`,
      ),
      row('feature set', ({ settings }) => settings.featureSet),
      row('optimizer', ({ settings }) => settings.optimizer),
      row('l2', ({ settings }) => formatCompact(settings.l2)),
      row('half-life', ({ settings }) =>
        typeof settings.halfLife === 'number' ? plural(settings.halfLife, 'day') : settings.halfLife,
      ),
      row('window', ({ settings }) =>
        settings.window === null ? 'all rows' : plural(settings.window, 'row'),
      ),
      ...(runs.every(({ settings }) => settings.signals === undefined)
        ? []
        : [row('signals', ({ settings }) => settings.signals?.names.join(', ') ?? 'none')]),
      row('epochs', ({ fit }) => formatInteger(fit.epoch)),
      row('test accuracy', ({ metrics }) => formatPercent(metrics.test.accuracy)),
      row('95 %', ({ metrics }) => formatInterval(metrics.test.accuracyInterval)),
      row('test log loss', ({ metrics }) => formatFixed(metrics.test.logLoss)),
      row('base rate', ({ baselines }) => formatFixed(baselines.baseRate.logLoss)),
      row('test AUC', ({ metrics }) => formatFixed(metrics.test.rocAuc, 3)),
      row('verdict', runVerdictInWords),
      row('walk-forward', ({ evaluation }) =>
        evaluation === undefined ? 'not evaluated yet' : `${evaluation.from} to ${evaluation.to}`,
      ),
      ...(runs.every(({ evaluation }) => evaluation === undefined) ? [] : ofEvaluations),
    ],
  };
}
