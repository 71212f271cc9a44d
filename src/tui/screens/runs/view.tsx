import { Box } from 'ink';
import { at } from '../../../learning/vector.ts';
import { formatFixed, formatInteger } from '../../../text/format.ts';
import { testMetricsTable } from '../../../text/metrics-table.ts';
import { printable } from '../../../text/printable.ts';
import { runVerdictInShort, verdictSentence } from '../../../text/sentences.ts';
import { standingLine, standingSentence } from '../../../text/standing.ts';
import { renderTable, type TextTable } from '../../../text/table.ts';
import { wordsOf } from '../../../text/target-words.ts';
import { runText } from '../../../text/trained.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import { columnsThatFit, type TableColumn } from '../../components/cells.ts';
import { labelledLines } from '../../components/labelled-lines.ts';
import { Lines } from '../../components/lines.tsx';
import { cellsIn, columnsOf, type NamedCells } from '../../components/named-cells.ts';
import { Problem } from '../../components/problem.tsx';
import { type Extent, scrolledLines, topAround } from '../../components/scrolled.ts';
import { Table } from '../../components/table.tsx';
import { choiceSpans } from '../../drawing/choices.ts';
import { derived } from '../../drawing/derived.ts';
import { cut, type Line, widthOf, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import { LossChart } from '../train/loss-chart.tsx';
import { initialTrain, type TrainState } from '../train/state.ts';
import { weightLines } from '../train/weights.ts';
import { comparisonHead, comparisonLines } from './comparison.ts';
import { nameOf, noteOf, recipeOf } from './run-names.ts';
import { differingSettings, orderInWords, shownRuns } from './shown-runs.ts';
import { isRunInUse, type RunsState, runPages, runUnderCursor, standingOf } from './state.ts';

/** 5 Runs: every training, which of them is in use, and two side by side. */
export function RunsScreen({ session, viewport }: ScreenProps) {
  const { runs } = session;
  if (runs.problem !== undefined) return <Problem {...runs.problem} width={viewport.width} />;
  if (runs.list === undefined) return <Lines lines={['Reading the runs …']} />;
  if (runs.compared !== undefined) return <ComparedRuns runs={runs} viewport={viewport} />;
  const run = runUnderCursor(runs);
  if (run === undefined) {
    const none =
      runs.filter === ''
        ? 'No runs yet. Press 3, then Enter, to train one.'
        : `No run has “${runs.filter}” in it. Esc shows all.`;
    return <Lines lines={[none, ...messageLines(runs, viewport.width)]} />;
  }
  if (runs.isOpen) return <OneRun runs={runs} run={run} viewport={viewport} />;
  return <RunTable runs={runs} viewport={viewport} chosen={run} />;
}

function ComparedRuns({ runs, viewport }: { readonly runs: RunsState; readonly viewport: Viewport }) {
  const head = comparedHead(runs, viewport);
  const rows = comparisonLines(runs, viewport);
  return <Lines lines={[...head, ...scrolledLines(rows, runs.top, viewport.height - head.length)]} />;
}

/** What a key just did, and which two runs are compared. */
function comparedHead(runs: RunsState, viewport: Viewport): readonly Line[] {
  const said = runs.message === undefined ? [] : wrap(runs.message, viewport.width);
  return [...said, ...comparisonHead(runs, viewport)];
}

function RunTable({
  runs,
  viewport,
  chosen,
}: {
  readonly runs: RunsState;
  readonly viewport: Viewport;
  readonly chosen: SavedRun;
}) {
  const all = shownRuns(runs);
  const entry = standingOf(runs, chosen);
  const settings = differingSettings(all);
  const below: readonly Line[] = [
    ...wrap([verdictSentence(chosen), ...(entry ? [standingSentence(entry)] : [])].join(' '), viewport.width),
    ...wrap(`${chosen.id}, ${recipeOf(chosen, settings(chosen))}${noteOf(chosen)}`, viewport.width),
    ...messageLines(runs, viewport.width),
  ];
  const visible = Math.max(1, viewport.height - 3 - below.length);
  const top = topAround(runs.row, { rows: all.length, visible });
  const cells = all
    .slice(top, top + visible)
    .map((run) => cellsOf(runs, run, { settings: settings(run), isNarrow: viewport.kind === 'narrow' }));
  const titleOf = (name: string) =>
    name === runs.sort.by ? `${name}${runs.sort.isDescending ? ' ↓' : ' ↑'}` : name;
  const columns = columnsOf(cells)
    .filter(({ name }) => !OFTEN_EMPTY.includes(name) || cells.some((own) => own.get(name) !== ''))
    .map(
      ({ name, width }): TableColumn => ({
        name,
        width: Math.min(name === 'coin' ? WIDEST_COIN : WIDEST, Math.max(width, widthOf(titleOf(name)))),
        alignment: NUMBERS.includes(name) ? 'right' : 'left',
      }),
    );
  const kept = columnsThatFit(columns, LEAST_NEEDED, viewport.width);
  return (
    <Box flexDirection="column">
      <Lines lines={[placeLine(runs, all.length, viewport.width)]} />
      <Table
        columns={kept.map((column) => ({ ...column, name: titleOf(column.name) }))}
        rows={cells.map((own) => cellsIn(own, kept))}
        selected={runs.row - top}
        width={viewport.width}
      />
      <Lines lines={['', ...below]} />
    </Box>
  );
}

const WIDEST = 40;
const WIDEST_COIN = 22;
const NUMBERS: readonly string[] = ['rows', 'test loss', 'base rate'];
/** Left out where no run that is shown has any. */
const OFTEN_EMPTY: readonly string[] = ['settings', 'note'];
/** No word stands above the marks of a run; as wide as the widest, so that columns stay where they are. */
const NO_TITLE = ' '.repeat(8);

function cellsOf(
  runs: RunsState,
  run: SavedRun,
  { settings, isNarrow }: { readonly settings: string; readonly isNarrow: boolean },
): NamedCells {
  const { model, data, metrics, baselines, note = '' } = run;
  return new Map([
    [NO_TITLE, `${isRunInUse(runs, run) ? '● in use' : ''}${run.id === runs.marked ? ' ◆' : ''}`],
    ['trained', run.createdAt.slice(isNarrow ? 5 : 0, 16).replace('T', ' ')],
    ['coin', `${model.coin}/${model.vsCurrency}`],
    ['target', wordsOf(model.target).title],
    ['features', run.settings.featureSet],
    ['rows', formatInteger(data.rows.usable)],
    ['test loss', formatFixed(metrics.test.logLoss)],
    ['base rate', formatFixed(baselines.baseRate.logLoss)],
    ['verdict', runVerdictInShort(run)],
    ['settings', settings],
    ['note', printable(note)],
  ]);
}

/** Which run of how many the cursor is on, how they are sorted, and what is left out. */
function placeLine({ row, sort, filter, list }: RunsState, count: number, width: number): Line {
  const all = list?.runs.length ?? 0;
  const kept = filter === '' ? '' : ` with “${printable(filter)}”, ${all} in all`;
  return [{ text: cut(`Run ${row + 1} of ${count}${kept}; ${orderInWords(sort)}`, width), tone: 'title' }];
}

/** What a window has no room for, the least needed first: the verdict stands below, for the run that is chosen. */
const LEAST_NEEDED = ['base rate', 'note', 'rows', 'settings', 'features', 'verdict', 'target'];

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
  readonly runs: RunsState;
  readonly run: SavedRun;
  readonly viewport: Viewport;
}

/** A run on three pages: in sentences and tables, its loss as it fell, all of its weights. */
function OneRun({ runs, run, viewport }: OneRunProps) {
  const head = headLines(runs, run, viewport);
  const body = { ...viewport, height: viewport.height - head.length };
  return (
    <>
      <Lines lines={head} />
      {runs.page === 'loss' ? (
        <LossChart train={trainedAs(run)} viewport={body} />
      ) : (
        <Lines lines={scrolledLines(pageLines(runs, run, body), runs.top, body.height)} />
      )}
    </>
  );
}

/** How much text there is of a run that is shown whole, or of two compared, and how much room. */
export function textExtent(runs: RunsState, viewport: Viewport): Extent {
  const { height } = viewport;
  if (runs.compared !== undefined) {
    const head = comparedHead(runs, viewport).length;
    return { lines: comparisonLines(runs, viewport).length, height: height - head };
  }
  const run = runUnderCursor(runs);
  if (!runs.isOpen || run === undefined || runs.page === 'loss') return { lines: 0, height };
  const head = headLines(runs, run, viewport).length;
  return { lines: pageLines(runs, run, viewport).length, height: height - head };
}

/** The pages of a run, its name, and what a key just did. */
function headLines(runs: RunsState, run: SavedRun, { width }: Viewport): readonly Line[] {
  return [
    choiceSpans(runPages, runs.page, { width, tone: 'accent' }),
    ...wrap(nameOf(runs, run), width).map((text): Line => [{ text, tone: 'title' }]),
    ...(runs.message === undefined ? [] : wrap(runs.message, width)),
  ];
}

/** A saved run as the Train screen shows one that has just been trained. */
function trainedAs(run: SavedRun): TrainState {
  return { ...initialTrain, stage: 'result', result: run, curve: run.curve };
}

function pageLines(runs: RunsState, run: SavedRun, viewport: Viewport): readonly Line[] {
  const { width } = viewport;
  if (runs.page === 'weights')
    return weightLines(run, { ...viewport, height: run.model.features.length + 2 });
  const entry = standingOf(runs, run);
  const lines = [...pageOf(run, width).split('\n'), ...(entry ? ['', standingLine(entry)] : [])];
  return lines.flatMap((line) => labelledLines(line, width));
}

/** The run as a page of text; where its table of metrics is too wide, with a row for each metric. */
function pageOf(run: SavedRun, width: number): string {
  const { wide, narrow, tableWidth } = pagesOf(run);
  return tableWidth > width ? narrow : wide;
}

/** Both, made once: every key asks how long the page is. */
const pagesOf = derived((run: SavedRun) => {
  const table = testMetricsTable(run);
  const [wide, drawn] = [runText(run), renderTable(table)];
  return {
    wide,
    narrow: wide.replace(drawn, renderTable(upright(table))),
    tableWidth: Math.max(...drawn.split('\n').map(widthOf)),
  };
});

/** A table turned round: a row for each column. The intervals of the baselines, which say least, give way. */
function upright({ head: [, ...names], rows }: TextTable): TextTable {
  return {
    head: ['', ...rows.map(([name = '']) => name)],
    rows: names.map((name, j) => [
      name,
      ...rows.map((row, i) => (name === '95 %' && i > 0 ? '' : at(row, j + 1))),
    ]),
  };
}
