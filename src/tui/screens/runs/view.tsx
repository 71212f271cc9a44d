import { Box } from 'ink';
import { formatFixed, formatInteger } from '../../../text/format.ts';
import { runVerdictInWords, verdictSentence } from '../../../text/sentences.ts';
import { renderTable, type TextTable } from '../../../text/table.ts';
import { wordsOf } from '../../../text/target-words.ts';
import { metricsTable, runText } from '../../../text/trained.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import { Lines } from '../../components/lines.tsx';
import { Problem } from '../../components/problem.tsx';
import { scrolledLines } from '../../components/scrolled.ts';
import { Table, type TableColumn } from '../../components/table.tsx';
import { cut, type Line, widthOf, wrap } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import { weightLines } from '../train/result.tsx';
import { comparisonLines } from './comparison.ts';
import { isRunInUse, type RunsState, runUnderCursor } from './state.ts';

/** 5 Runs: every training, which of them is in use, and two side by side. */
export function RunsScreen({ session, room }: ScreenProps) {
  const { runs } = session;
  if (runs.problem !== undefined) return <Problem {...runs.problem} width={room.width} />;
  if (runs.list === undefined) return <Lines lines={['Reading the runs …']} />;
  if (runs.compared !== undefined)
    return <Lines lines={scrolledLines(comparisonLines(runs, room), runs.top, room.height)} />;
  const run = runUnderCursor(runs);
  if (run === undefined) return <Lines lines={['No runs yet. Press 3, then Enter, to train one.']} />;
  if (runs.isOpen) return <OneRun run={run} top={runs.top} room={room} />;
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
    ...wrap(chosen.id, room.width),
    ...messageLines(runs, room.width),
  ];
  const visible = Math.max(1, room.height - 2 - below.length);
  const top = Math.max(0, Math.min(runs.row - Math.floor(visible / 2), all.length - visible));
  const isNarrow = room.kind === 'narrow';
  const head = ['', 'trained', 'coin', 'target', 'features', 'rows', 'test loss', 'base rate', 'verdict'];
  const rows = all
    .slice(top, top + visible)
    .map((run) => [
      `${isRunInUse(runs, run) ? '● in use' : ''}${run.id === runs.marked ? ' ◆' : ''}`,
      run.createdAt.slice(isNarrow ? 5 : 0, 16).replace('T', ' '),
      `${run.model.coin}/${run.model.vsCurrency}`,
      wordsOf(run.model.target).title,
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
      alignment: [5, 6, 7].includes(j) ? 'right' : 'left',
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
const LEAST_NEEDED = ['verdict', 'rows', 'features', 'target'];

/** The places of the columns that there is room for. */
function keptColumns(columns: readonly TableColumn[], room: number): readonly number[] {
  const widthOfAll = (kept: readonly number[]) =>
    kept.reduce((sum, j) => sum + (columns[j]?.width ?? 0) + 1, 2);
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
    ...(message === undefined ? [] : wrap(message, width)),
    ...damaged
      .slice(0, 2)
      .flatMap(({ message }) => wrap(`! ${message}`, width))
      .map((text): Line => [{ text, tone: 'warning' }]),
  ];
}

interface OneRunProps {
  readonly run: SavedRun;
  readonly top: number;
  readonly room: Room;
}

/** A run whole, in sentences and tables; where it is longer than the window, it is scrolled. */
function OneRun({ run, top, room }: OneRunProps) {
  const { width, height } = room;
  const lines: readonly Line[] = [
    ...wrap(run.id, width).map((text): Line => [{ text, tone: 'title' }]),
    ...pageOf(run, width)
      .split('\n')
      .flatMap((line) => textLines(line, width)),
    '',
    ...weightLines(run, { width, height: run.model.features.length + 2 }),
  ];
  return <Lines lines={scrolledLines(lines, top, height)} />;
}

/** The run as a page of text; where its table of metrics is too wide, with a row for each metric. */
function pageOf(run: SavedRun, width: number): string {
  const table = metricsTable(run);
  const wide = renderTable(table);
  const isTooWide = wide.split('\n').some((line) => widthOf(line) > width);
  return isTooWide ? runText(run).replace(wide, renderTable(upright(table))) : runText(run);
}

/** A table turned round: a row for each column. The intervals of the baselines, which say least, give way. */
function upright({ head: [, ...names], rows }: TextTable): TextTable {
  return {
    head: ['', ...rows.map(([name = '']) => name)],
    rows: names.map((name, j) => [
      name,
      ...rows.map((row, i) => (name === '95 %' && i > 0 ? '' : (row[j + 1] ?? ''))),
    ]),
  };
}

/** A line of plain text in the room there is: broken between words, under itself where it has a label. */
function textLines(line: string, width: number): readonly Line[] {
  if (widthOf(line) <= width) return [line];
  const label = /^[A-Z][a-z]+ {2,}/.exec(line)?.[0] ?? '';
  if (label === '' && /\S {2,}\S/.test(line)) return [cut(line, width)];
  return wrap(line.slice(label.length), width - label.length).map(
    (text, i) => (i === 0 ? label : ' '.repeat(label.length)) + text,
  );
}
