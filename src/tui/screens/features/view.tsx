import { Box } from 'ink';
import { at } from '../../../learning/vector.ts';
import { formatInteger, formatSigned, formatValue, plural } from '../../../text/format.ts';
import { callInWords, wordsOf } from '../../../text/target-words.ts';
import { columnsThatFit, type TableColumn, tableWidth } from '../../components/cells.ts';
import { Lines } from '../../components/lines.tsx';
import { Problem } from '../../components/problem.tsx';
import { topAround } from '../../components/scrolled.ts';
import { Table } from '../../components/table.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { columns as blocks } from '../../drawing/blocks.ts';
import { fit, fitting, type Line, widthOf, wrap } from '../../drawing/text.ts';
import type { ScreenProps } from '../../screen.ts';
import { InkTable } from './ink-table.tsx';
import { columnsOf, type FeaturesState, type FeatureView } from './state.ts';

const DATE_WIDTH = 11;
const TARGET_WIDTH = 8;

/** 2 Features: every row and its target, or what each feature looks like over all of them. */
export function FeaturesScreen({ session, viewport }: ScreenProps) {
  const { features, data } = session;
  const { view } = features;
  if (features.problem !== undefined) return <Problem {...features.problem} width={viewport.width} />;
  if (data.chart === undefined && data.problem !== undefined)
    return <Lines lines={['There are no prices yet: fetch some on screen 1.']} />;
  if (data.chart === undefined) return <Waiting text="reading what is stored" />;
  if (view === undefined) return <Waiting text="engineering features" />;
  const said = saidLines(features, viewport.width);
  const part = { features, view, width: viewport.width, height: viewport.height - 2 - said.length };
  return (
    <Box flexDirection="column">
      <Lines lines={[titleLine(features, view, viewport.width), ...said]} />
      {viewport.isHeard ? (
        <Heard {...part} />
      ) : features.shown === 'rows' ? (
        <Rows {...part} />
      ) : (
        <Summary {...part} />
      )}
    </Box>
  );
}

function titleLine({ order, row, sort, shown }: FeaturesState, view: FeatureView, width: number): Line {
  const { target, delay } = view.task;
  const late = delay === 0 ? '' : ` ${plural(delay, 'day')} old`;
  const what = `${wordsOf(target).title}: ${view.featureSet}, ${view.features.length} features${late}, ${plural(view.rows.length, 'row')}`;
  const which = `row ${formatInteger(row + 1)} of ${formatInteger(order.length)}`;
  const places =
    shown === 'rows'
      ? [`${which}, by ${sort.column}`, which, `row ${formatInteger(row + 1)}`, '']
      : ['summary', ''];
  const free = width - widthOf(what) - 2;
  return [
    { text: `${what}  `, tone: 'title' },
    { text: fit(fitting(places, free), free, 'right'), tone: 'quiet' },
  ];
}

/** What an export does or came to, whole: the path is the answer. */
function saidLines({ message, isBusy }: FeaturesState, width: number): readonly Line[] {
  return isBusy ? ['writing …'] : message === undefined ? [''] : wrap(message, width);
}

interface PartProps {
  readonly features: FeaturesState;
  readonly view: FeatureView;
  readonly width: number;
  readonly height: number;
}

/** The visible rows, the date fixed at the left, as many other columns as fit from the one under the cursor. */
function Rows({ features, view, width, height }: PartProps) {
  const { order, row, column, sort } = features;
  const visible = Math.max(1, height - 1);
  const top = topAround(row, { rows: order.length, visible });
  const rows = order.slice(top, top + visible).map((i) => at(view.rows, i));
  const names = columnsOf(view);
  const cells = rows.map(({ date, values, target }) => [
    date,
    target === null ? '–' : `${callInWords(view.task.target, target).slice(0, 1)} ${target}`,
    ...values.map(formatValue),
  ]);
  const head = names.map((name, j) => {
    const arrow = sort.column === name ? (sort.isDescending ? '↓' : '↑') : '';
    return `${j === column ? '›' : ''}${name}${arrow}`;
  });
  const widths = head.map((name, j) =>
    j < FIXED.length
      ? j === 0
        ? DATE_WIDTH
        : TARGET_WIDTH
      : Math.max(widthOf(name), ...cells.map((row) => widthOf(at(row, j)))),
  );
  const shown = visibleColumns(widths, column, width);
  const tableColumns = shown.map(
    (j): TableColumn => ({
      name: at(head, j),
      width: at(widths, j),
      alignment: j === 0 ? 'left' : 'right',
    }),
  );
  return (
    <Table
      columns={tableColumns}
      rows={cells.map((row) => shown.map((j) => at(row, j)))}
      selected={row - top}
      width={width}
    />
  );
}

const FIXED = [0, 1] as const;

/** The date, the target, and the columns around the cursor that fit beside them. */
function visibleColumns(widths: readonly number[], column: number, width: number): readonly number[] {
  const needed = (j: number) => at(widths, j) + 1;
  const free = width - 1 - needed(0) - needed(1);
  const from = (first: number) => {
    const shown: number[] = [];
    let used = 0;
    for (let j = first; j < widths.length && used + needed(j) <= free; j++) {
      shown.push(j);
      used += needed(j);
    }
    return shown;
  };
  const firsts = widths.map((_, j) => j).slice(FIXED.length);
  const first = firsts.find((j) => column < FIXED.length || from(j).includes(column)) ?? column;
  return [...FIXED, ...from(first)];
}

/**
 * A line for each feature: its range, its spread, what is missing, how it goes with the target. Where that is too wide,
 * numbers are shortened; then the columns that tell least are left out.
 */
function Summary({ features, view, width, height }: PartProps) {
  const visible = Math.max(1, height - 1);
  const top = Math.max(0, Math.min(features.row - visible + 1, view.summary.length - visible));
  const whole = summaryTable(view.summary, { write: formatValue, r: 'r with target' });
  const isWhole = tableWidth(whole.columns) <= width;
  const table = isWhole ? whole : summaryTable(view.summary, { write: short, r: 'r' });
  const columns = columnsThatFit(table.columns, LEAST_TOLD, width);
  const places = columns.map((column) => table.columns.indexOf(column));
  const rows = table.rows.slice(top, top + visible).map((row) => places.map((j) => at(row, j)));
  return <InkTable columns={columns} rows={rows} selected={features.row - top} width={width} />;
}

const LEAST_TOLD = ['max', 'min', 'missing', 'deviation'];

function summaryTable(
  summary: FeatureView['summary'],
  { write, r }: { readonly write: (value: number) => string; readonly r: string },
) {
  const head = ['feature', 'min', 'mean', 'max', 'deviation', 'missing', r, 'histogram'];
  const rows = summary.map(({ feature, min, mean, max, deviation, missing, correlation, histogram }) => [
    feature,
    ...[min, mean, max].map(write),
    deviation === null ? '–' : write(deviation),
    formatInteger(missing),
    correlation === null ? '–' : formatSigned(correlation),
    blocks(histogram),
  ]);
  const columns = head.map((name, j): TableColumn => {
    const isText = j === 0 || name === 'histogram';
    const own = Math.max(widthOf(name), ...rows.map((row) => widthOf(at(row, j))));
    return { name, width: own, alignment: isText ? 'left' : 'right' };
  });
  return { columns, rows };
}

function short(value: number): string {
  const text = formatValue(value);
  return text.length <= 10 ? text : value.toPrecision(4);
}

/** In words: the row under the cursor, a line for each column, or each feature in a sentence. */
function Heard({ features, view, width }: PartProps) {
  const { shown, order, row, column } = features;
  if (shown === 'summary') {
    const sentences = view.summary.map((each, i) => `${i === row ? '› ' : ''}${summarySentence(each)}`);
    return <Lines lines={sentences.flatMap((text) => wrap(text, width))} />;
  }
  if (order.length === 0) return null;
  const { date, values, target } = at(view.rows, at(order, row));
  const { came, cameNot } = wordsOf(view.task.target);
  const outcome = target === null ? 'not known yet' : target === 1 ? came : cameNot;
  const cells = [date, outcome, ...values.map(formatValue)];
  const lines = columnsOf(view).map((name, j) => `${j === column ? '› ' : ''}${name}: ${cells[j]}`);
  return <Lines lines={lines} />;
}

function summarySentence({ feature, min, mean, max, deviation, missing, correlation }: Summarised): string {
  const spread = deviation === null ? '' : `, deviation ${formatValue(deviation)}`;
  const r = correlation === null ? '–' : formatSigned(correlation);
  return (
    `${feature}: ${formatValue(min)} to ${formatValue(max)}, mean ${formatValue(mean)}${spread}; ` +
    `${formatInteger(missing)} missing; r with target ${r}.`
  );
}

type Summarised = FeatureView['summary'][number];
