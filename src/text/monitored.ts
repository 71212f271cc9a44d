import { marketInWords } from '../domain.ts';
import type { ForecastReport, MonitorReport } from '../monitoring/monitor.ts';
import type { Score } from '../monitoring/outcomes.ts';
import type { Quality } from '../monitoring/quality.ts';
import { formatFixed, formatInterval, formatPercent, plural } from './format.ts';
import { marketFlags } from './market-flags.ts';
import { driftNotes, driftTable, statusInWords } from './monitor-sentences.ts';
import { renderTable } from './table.ts';

/** How a model in use is doing, for people. */
export function monitoredText(report: MonitorReport & { readonly isTold?: boolean }): string {
  const { run, chart, quality, forecasts, status, reasons } = report;
  return [
    `${statusInWords(report)}  ${marketInWords({ ...chart, ...run.model })}, run ${run.id}`,
    ...reasons.map((reason) => `  ${reason}`),
    ...(report.isTold ? ['  the change was told'] : []),
    '',
    ...qualityLines(quality, run.data.from),
    '',
    ...forecastLines(forecasts),
    '',
    ...driftLines(report),
    '',
    `Next  ${status === 'drift' ? 'crypto-predict retrain' : 'crypto-predict predict'} ${marketFlags({ ...run.model, ...chart })}`,
  ].join('\n');
}

/** How old the data since a date is, and what is wrong with it. */
export function qualityLines(
  { ageHours, isAhead, gaps, zeroVolumes, steps }: Quality,
  from: string,
): readonly string[] {
  const age = ageHours < 72 ? `${Math.floor(ageHours)} hours` : plural(Math.floor(ageHours / 24), 'day');
  const shown = (count: number, noun: string, first: string | undefined) =>
    count === 0 ? `no ${noun}s` : `${plural(count, noun)} (the first ${first})`;
  return [
    `Data since ${from}: the newest day is ${isAhead ? 'yet to come' : `${age} old`}; ` +
      `${shown(gaps.length, 'gap', gaps[0]?.from)}, ` +
      `${shown(zeroVolumes.length, 'day', zeroVolumes[0])} without volume, ` +
      `${shown(steps.length, 'step', steps[0]?.date)} of over 50 %`,
  ];
}

function forecastLines({ all, newest30, newest90, ...forecasts }: ForecastReport): readonly string[] {
  const { pending, late, skippedLines } = forecasts;
  const row = (name: string, score: Score) => [
    name,
    String(score.n),
    score.accuracy === null ? '–' : formatPercent(score.accuracy),
    score.accuracyInterval === null ? '–' : formatInterval(score.accuracyInterval, 0),
    formatFixed(score.logLoss),
    formatFixed(score.baseRateLogLoss),
  ];
  return [
    renderTable({
      head: ['Forecasts, one a day', 'resolved', 'accuracy', '95 %', 'log loss', 'base rate'],
      rows: [row('newest 30 days', newest30), row('newest 90 days', newest90), row('all', all)],
    }),
    `${plural(pending, 'forecast')} pending`,
    ...(late > 0 ? [`! ${plural(late, 'forecast')} made too late: not counted`] : []),
    ...(skippedLines.length > 0
      ? [`! lines ${skippedLines.join(', ')} of the log cannot be read and were skipped`]
      : []),
  ];
}

function driftLines({ drift, run }: MonitorReport): readonly string[] {
  if (drift.recent === undefined) return driftNotes(drift, run).map((note) => `Drift  ${note}`);
  return [renderTable(driftTable(drift)), ...driftNotes(drift, run)];
}
