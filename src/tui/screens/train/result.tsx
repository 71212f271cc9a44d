import { Box } from 'ink';
import { targetVerdict } from '../../../text/evaluation-views.ts';
import { plural } from '../../../text/format.ts';
import { testMetricsTable } from '../../../text/metrics-table.ts';
import { verdictSentence } from '../../../text/sentences.ts';
import { standingSentence } from '../../../text/standing.ts';
import { wordsOf } from '../../../text/target-words.ts';
import { callsSentence } from '../../../text/trained.ts';
import { type Doubt, FEWEST_ROWS } from '../../../training/takes-over.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import { Lines } from '../../components/lines.tsx';
import { TextTableView } from '../../components/text-table.tsx';
import { choiceSpans } from '../../drawing/choices.ts';
import { fit, fitting, type Line, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { verdictTone } from '../../theme.ts';
import { standingOf } from '../runs/state.ts';
import { LossChart } from './loss-chart.tsx';
import { trainPages } from './state.ts';
import { weightLines } from './weights.ts';

/** What a training came to, on three pages: the loss, the metrics beside the baselines, the weights. */
export function TrainResult({ session, viewport }: ScreenProps) {
  const { train } = session;
  const run = train.result;
  if (run === undefined) return null;
  const { isUsed } = train;
  const entry = standingOf(session.runs, run);
  // In the smallest window the tables need its rows.
  const hasStanding = viewport.isHeard || viewport.kind !== 'narrow' || train.page === 'loss';
  const verdict: readonly Line[] = [
    ...wrap(verdictSentence(run), viewport.width).map(
      (text): Line => [{ text, tone: verdictTone(run.verdict) }],
    ),
    ...wrap(entry && hasStanding ? standingSentence(entry) : '', viewport.width),
    ...wrap(doubtSentence(train.doubts, isUsed), viewport.width).map(
      (text): Line => [{ text, tone: 'warning' }],
    ),
    ...(viewport.kind === 'narrow' ? [] : targetLines(session, viewport.width)),
  ];
  const tabs = choiceSpans(trainPages, train.page, { width: viewport.width, tone: 'accent' });
  const saved = fitting(endings(run, isUsed), viewport.width - 30);
  const head: Line = [...tabs, { text: fit(saved, viewport.width - 27, 'right'), tone: 'quiet' }];
  // In the smallest window there is no row to leave empty.
  const gap = viewport.kind === 'narrow' ? [] : [''];
  const body = { ...viewport, height: viewport.height - 1 - gap.length - verdict.length };
  return (
    <Box flexDirection="column">
      <Lines lines={viewport.isHeard ? [...verdict, '', head] : [head]} />
      <Box
        height={viewport.isHeard ? undefined : body.height}
        overflowY={viewport.isHeard ? 'visible' : 'hidden'}
        flexDirection="column"
      >
        {train.page === 'loss' && <LossChart train={train} viewport={body} />}
        {train.page === 'metrics' && <RunMetrics run={run} viewport={body} />}
        {train.page === 'weights' && <Lines lines={weightLines(run, body)} />}
      </Box>
      {!viewport.isHeard && <Lines lines={[...gap, ...verdict]} />}
    </Box>
  );
}

/** How the training ended and where the run is, the fullest first. */
function endings({ fit: { outcome, epoch } }: SavedRun, isUsed: boolean): readonly string[] {
  const isConverged = outcome === 'converged';
  const full = isConverged
    ? `converged in ${plural(epoch, 'epoch')}`
    : `! not converged after ${plural(epoch, 'epoch')}`;
  const short = isConverged ? plural(epoch, 'epoch') : '! not converged';
  const where = isUsed ? 'saved, in use' : 'saved, not in use';
  return [`${full}; ${where}`, `${short}; ${where}`, `${short}; saved`];
}

/** What direction and large moves are worth on all stored days, or how to find out: test days alone say little. */
function targetLines({ evaluate: { byTarget } }: Session, width: number): readonly Line[] {
  const text =
    byTarget.length === 0
      ? '6, then Enter, walks forward through all stored days, and judges direction and large moves.'
      : `On all stored days: ${byTarget.map(targetVerdict).join(' ')}`;
  return wrap(text, width).map((line): Line => [{ text: line, tone: 'accent' }]);
}

const doubtWords = {
  not_converged: 'it did not converge',
  worse_than_baseline: 'it is worse than the base rate',
  few_rows: `it has fewer than ${FEWEST_ROWS} training rows`,
} as const satisfies Record<Doubt, string>;

/** What speaks against a run, and what that means for the one in use; empty where nothing does. */
function doubtSentence(doubts: readonly Doubt[], isUsed: boolean): string {
  if (doubts.length === 0) return '';
  const why = doubts.map((doubt) => doubtWords[doubt]).join(', and ');
  return isUsed ? `! Do not rely on it: ${why}.` : `! The run in use stays, because ${why}. u uses this one.`;
}

/** The metrics on the test rows beside the baselines', and the confusion matrix, in words where it has too few rows. */
function RunMetrics({ run, viewport }: { readonly run: SavedRun; readonly viewport: Viewport }) {
  const { head, rows } = testMetricsTable(run);
  const shown = rows.slice(0, Math.max(1, viewport.height - 1));
  const free = viewport.height - 1 - shown.length;
  const matrix = ['', ...confusionLines(run)];
  const calls = matrix.length <= free ? matrix : wrap(callsSentence(run), viewport.width).slice(0, free);
  return (
    <Box flexDirection="column">
      <TextTableView table={{ head, rows: shown }} width={viewport.width} dropped={[2, 4]} />
      <Lines lines={calls} />
    </Box>
  );
}

function confusionLines({ metrics, model }: SavedRun): readonly Line[] {
  const { tp, fp, tn, fn } = metrics.test.confusion;
  const { came, cameNot, said, saidNot } = wordsOf(model.target);
  const row = (name: string, ones: number | string, zeros: number | string) =>
    `${fit(name, 16)}${fit(String(ones), 14, 'right')}${fit(String(zeros), 12, 'right')}`;
  return [
    [{ text: row('Test days', came, cameNot), tone: 'title' }],
    row(said, tp, fp),
    row(saidNot, fn, tn),
  ];
}
