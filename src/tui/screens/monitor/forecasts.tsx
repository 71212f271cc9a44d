import { dayNumber } from '../../../dates.ts';
import { at } from '../../../learning/vector.ts';
import type { MonitorReport } from '../../../monitoring/monitor.ts';
import type { Score } from '../../../monitoring/outcomes.ts';
import { writePercentages } from '../../../text/axis.ts';
import { formatFixed, formatInterval, formatPercent } from '../../../text/format.ts';
import { marketFlags } from '../../../text/market-flags.ts';
import { accuracySentence, hasRollingAccuracy } from '../../../text/monitor-sentences.ts';
import { Lines } from '../../components/lines.tsx';
import { Plot } from '../../components/plot.tsx';
import type { Series } from '../../drawing/canvas.ts';
import { cut, fit, type Line, type Span, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';

const LEAST_CHART = 5;

interface ForecastsProps {
  readonly report: MonitorReport;
  readonly viewport: Viewport;
}

/** How the resolved forecasts did: scores, and rolling accuracy within its band where there are enough. */
export function Forecasts({ report, viewport }: ForecastsProps) {
  const { forecasts, chart, run } = report;
  const sentence = accuracySentence(forecasts, marketFlags({ ...run.model, ...chart }));
  const scores =
    viewport.height < LEAST_CHART + 10 && hasRollingAccuracy(forecasts) ? [] : scoreLines(report);
  const title: Line = [
    { text: cut('Accuracy of the 30 days up to each day', viewport.width), tone: 'title' },
  ];
  if (!hasRollingAccuracy(forecasts)) {
    const said = wrap(sentence, viewport.width);
    if (viewport.kind !== 'narrow') return <Lines lines={[title, ...said, '', ...scores]} />;
    return <Lines lines={[...said, ...(forecasts.resolved.length === 0 ? [] : scores)]} />;
  }
  const height = Math.max(LEAST_CHART, viewport.height - 2 - scores.length);
  return (
    <>
      <Lines lines={[...scores, title]} />
      <Rolling report={report} viewport={{ ...viewport, height }} sentence={sentence} />
    </>
  );
}

function Rolling({ report, viewport, sentence }: ForecastsProps & { readonly sentence: string }) {
  const { rolling30 } = report.forecasts;
  const pointsOf = (of: (day: (typeof rolling30)[number]) => number | undefined) =>
    rolling30.map((day) => ({ x: dayNumber(day.date), y: of(day) ?? Number.NaN }));
  const series: readonly Series[] = [
    { points: pointsOf((day) => day.accuracyInterval?.[0]), tone: 'second', stroke: 'dashed' },
    { points: pointsOf((day) => day.accuracyInterval?.[1]), tone: 'third', stroke: 'dotted' },
    { points: pointsOf((day) => day.accuracy ?? undefined), tone: 'first', stroke: 'solid' },
  ];
  const newest = rolling30.at(-1);
  const legend: readonly Span[] = [
    { text: `── accuracy ${percent(newest?.accuracy)}  `, tone: 'first' },
    { text: `╌╌ low ${percent(newest?.accuracyInterval?.[0])}  `, tone: 'second' },
    { text: `·· high ${percent(newest?.accuracyInterval?.[1])}`, tone: 'third' },
  ];
  return (
    <>
      <Plot
        width={viewport.width}
        height={viewport.height}
        series={series}
        places="dates"
        write={writePercentages}
        description={sentence}
      />
      <Lines lines={[legend]} />
    </>
  );
}

function percent(share: number | null | undefined): string {
  return share == null ? '–' : formatPercent(share);
}

const SCORE_WIDTHS = [9, 9, 15, 9, 8];

/** The newest 30 and 90 days, and all, a line each. */
function scoreLines({ forecasts: { newest30, newest90, all } }: MonitorReport): readonly Line[] {
  const line = (name: string, ...cells: readonly string[]) =>
    fit(name, 8) + cells.map((text, j) => fit(text, at(SCORE_WIDTHS, j), 'right')).join('');
  const row = (name: string, score: Score) =>
    line(
      name,
      String(score.n),
      percent(score.accuracy),
      score.accuracyInterval === null ? '–' : formatInterval(score.accuracyInterval, 0),
      formatFixed(score.logLoss),
      formatFixed(score.baseRateLogLoss),
    );
  return [
    [{ text: line('newest', 'resolved', 'accuracy', '95 %', 'log loss', 'base'), tone: 'quiet' }],
    row('30 days', newest30),
    row('90 days', newest90),
    row('all', all),
  ];
}
