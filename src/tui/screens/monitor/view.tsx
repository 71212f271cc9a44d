import { Box } from 'ink';
import type { MonitorReport } from '../../../monitoring/monitor.ts';
import { formatInteger } from '../../../text/format.ts';
import { forecastCounts, statusInWords } from '../../../text/monitor-sentences.ts';
import { qualityLines } from '../../../text/monitored.ts';
import { decisionLine } from '../../../text/retrained.ts';
import { wordsOf } from '../../../text/target-words.ts';
import { Lines } from '../../components/lines.tsx';
import { Problem } from '../../components/problem.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { type Line, widthOf, wrap } from '../../drawing/text.ts';
import type { ScreenProps } from '../../screen.ts';
import { driftLines } from './drift.ts';
import { Forecasts } from './forecasts.tsx';
import { showsWholeMonitor } from './layout.ts';
import type { MonitorState } from './state.ts';

/** 7 Monitor: how the run in use is doing, and whether a newer one would do better. */
export function MonitorScreen({ session: { monitor }, viewport }: ScreenProps) {
  const { report } = monitor;
  if (monitor.problem !== undefined) return <Problem {...monitor.problem} width={viewport.width} />;
  if (report === undefined) return <Waiting text="measuring the run in use" />;
  // The smallest window has no room for a decision and for the days, which the Data screen tells of.
  const isTight = viewport.kind === 'narrow' && !viewport.isHeard && monitor.decision !== undefined;
  const head: readonly Line[] = [
    ...headingLines(report, viewport.width),
    ...(isTight ? [] : qualityLines(report.quality, report.run.data.from)).flatMap((line) =>
      wrap(line, viewport.width),
    ),
    ...wrap(forecastCounts(report.forecasts), viewport.width),
    ...wrap(outcomeOf(monitor), viewport.width).map((text): Line => [{ text, tone: 'accent' }]),
  ];
  const isWorking = monitor.isMeasuring || monitor.retraining !== undefined;
  const height = viewport.height - head.length - 1 - (isWorking ? 1 : 0);
  const isWhole = showsWholeMonitor(viewport);
  const drift = driftLines(report, {
    viewport: { ...viewport, height: isWhole ? report.drift.features.length + 4 : height },
    row: monitor.row,
  });
  const hasDrift = isWhole || monitor.page === 'drift';
  const left = hasDrift ? height - drift.length - 1 : height;
  return (
    <Box flexDirection="column">
      <Lines lines={head} />
      {isWorking && <Waiting text={workOf(monitor)} />}
      <Lines lines={['']} />
      {hasDrift && <Lines lines={isWhole ? [...drift, ''] : drift} />}
      {(isWhole || !hasDrift) && <Forecasts report={report} viewport={{ ...viewport, height: left }} />}
    </Box>
  );
}

/** How the run in use is doing, and why; the run has a line of its own where it does not fit beside that. */
function headingLines(report: MonitorReport, width: number): readonly Line[] {
  const { status, run } = report;
  const words = statusInWords(report);
  const marked = (line: string): Line => [
    { text: words, tone: status === 'ok' ? 'title' : 'warning' },
    { text: line.slice(words.length), tone: 'quiet' },
  ];
  const reasons = report.reasons.join('; ');
  const about = `${words}  ${wordsOf(run.model.target).title}`;
  const heading = `${about}, run ${run.id}`;
  if (widthOf(heading) <= width) return [marked(heading), ...wrap(reasons, width)];
  const [first = '', ...others] = wrap(reasons === '' ? about : `${about}: ${reasons}`, width);
  return [marked(first), ...others, ...wrap(`run ${run.id}`, width)];
}

function workOf({ retraining }: MonitorState): string {
  if (retraining === undefined) return 'measuring again';
  if (retraining.isStopping) return 'cancelling';
  if (retraining.epoch === 0) return 'fetching what is missing, then training a challenger';
  return `training a challenger, epoch ${formatInteger(retraining.epoch)}`;
}

function outcomeOf({ decision, message }: MonitorState): string {
  return decision === undefined ? (message ?? '') : `Decision: ${decisionLine(decision)}`;
}
