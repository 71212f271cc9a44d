import { Box } from 'ink';
import { formatFixed, formatInteger } from '../../../text/format.ts';
import { comparisonText } from '../../../text/runs.ts';
import { runVerdictInWords, verdictSentence } from '../../../text/sentences.ts';
import { runText } from '../../../text/trained.ts';
import { isInUse, type SavedRun } from '../../../workspace/runs.ts';
import { Lines } from '../../components/lines.tsx';
import { Problem } from '../../components/problem.tsx';
import { Table, type TableColumn } from '../../components/table.tsx';
import { cut, type Line, widthOf, wrap } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import { RunMetrics } from '../train/result.tsx';
import { type RunsState, runUnderCursor } from './state.ts';

/** 5 Runs: every training, which of them is in use, and two side by side. */
export function RunsScreen({ session, room }: ScreenProps) {
  const { runs } = session;
  if (runs.problem !== undefined) return <Problem {...runs.problem} width={room.width} />;
  if (runs.list === undefined) return <Lines lines={['Reading the runs …']} />;
  if (runs.compared !== undefined) return <Lines lines={textLines(comparisonText(runs.compared), room)} />;
  const run = runUnderCursor(runs);
  if (run === undefined) return <Lines lines={['No runs yet. Press 3, then Enter, to train one.']} />;
  if (runs.isOpen) return <OneRun run={run} room={room} />;
  return <RunTable runs={runs} room={room} chosen={run} />;
}

function RunTable({
  runs,
  room,
  chosen,
}: {
  readonly runs: RunsState;
  readonly room: Room;
  readonly chosen: SavedRun;
}) {
  const all = runs.list?.runs ?? [];
  const below: readonly Line[] = [
    ...wrap(verdictSentence(chosen), room.width),
    cut(chosen.id, room.width),
    ...messageLines(runs, room.width),
  ];
  const visible = Math.max(1, room.height - 2 - below.length);
  const top = Math.max(0, Math.min(runs.row - Math.floor(visible / 2), all.length - visible));
  const isNarrow = room.kind === 'narrow';
  const head = ['', 'trained', 'coin', 'features', 'rows', 'test loss', 'base rate', 'verdict'];
  const rows = all
    .slice(top, top + visible)
    .map((run) => [
      `${isInUse(run, runs.list ?? { current: { inUse: new Map(), last: undefined } }) ? '● in use' : ''}${run.id === runs.marked ? ' ◆' : ''}`,
      run.createdAt.slice(isNarrow ? 5 : 0, 16).replace('T', ' '),
      `${run.model.coin}/${run.model.vsCurrency}`,
      run.settings.featureSet,
      formatInteger(run.data.rows.usable),
      formatFixed(run.metrics.test.logLoss),
      formatFixed(run.baselines.baseRate.logLoss),
      runVerdictInWords(run),
    ]);
  const wanted = head.map(
    (name, j): TableColumn => ({
      name: name || ' ',
      width: Math.min(
        j === 2 ? 22 : 40,
        Math.max(j === 0 ? 8 : widthOf(name), ...rows.map((row) => widthOf(row[j] ?? ''))),
      ),
      alignment: [4, 5, 6].includes(j) ? 'right' : 'left',
    }),
  );
  const kept = keptColumns(wanted, room.width);
  return (
    <Box flexDirection="column">
      <Table
        columns={kept.flatMap((j) => wanted[j] ?? [])}
        rows={rows.map((row) => kept.map((j) => row[j] ?? ''))}
        selected={runs.row - top}
        room={room.width}
      />
      <Lines lines={['', ...below]} />
    </Box>
  );
}

/** What a window has no room for, the least needed first: the verdict stands below, for the run that is chosen. */
const LEAST_NEEDED = ['verdict', 'features', 'rows'];

/** The places of the columns that there is room for. */
function keptColumns(columns: readonly TableColumn[], room: number): readonly number[] {
  const widthOfAll = (kept: readonly number[]) =>
    kept.reduce((sum, j) => sum + (columns[j]?.width ?? 0) + 1, 1);
  return LEAST_NEEDED.reduce<readonly number[]>(
    (kept, least) => (widthOfAll(kept) > room ? kept.filter((j) => columns[j]?.name !== least) : kept),
    columns.map((_, j) => j),
  );
}

function messageLines({ message, marked, list }: RunsState, width: number): readonly Line[] {
  const damaged = list?.damaged ?? [];
  const hint: Line = [{ text: '◆ is marked: go to another run and press c to compare', tone: 'accent' }];
  return [
    ...(marked === undefined ? [] : [hint]),
    ...(message === undefined ? [] : [cut(message, width)]),
    ...damaged
      .slice(0, 2)
      .map(({ message }): Line => [{ text: cut(`! ${message}`, width), tone: 'warning' }]),
  ];
}

function OneRun({ run, room }: { readonly run: SavedRun; readonly room: Room }) {
  if (room.kind === 'narrow') {
    const verdict = wrap(verdictSentence(run), room.width);
    return (
      <Box flexDirection="column">
        <Lines lines={[[{ text: cut(run.id, room.width), tone: 'title' }], '']} />
        <RunMetrics run={run} room={room} />
        <Lines lines={['', ...verdict]} />
      </Box>
    );
  }
  const lines: readonly Line[] = [
    [{ text: cut(run.id, room.width), tone: 'title' }],
    ...textLines(runText(run), room),
  ];
  return <Lines lines={lines.slice(0, room.height)} />;
}

/** A page of plain text in the room there is: long lines broken between words, tables cut. */
function textLines(text: string, { width, height }: Room): readonly Line[] {
  return text
    .split('\n')
    .flatMap((line) =>
      widthOf(line) <= width || /\s{2}/.test(line.trim()) ? [cut(line, width)] : wrap(line, width),
    )
    .slice(0, height);
}
