import { Text, useIsScreenReaderEnabled } from 'ink';
import inkTable from 'ink-table';
import { createContext, type PropsWithChildren, useContext } from 'react';
import { at } from '../../learning/vector.ts';
import { type Alignment, fit, type Tone } from '../drawing/text.ts';
import { styles, ThemeContext } from '../theme.ts';

export interface TableColumn {
  readonly name: string;
  readonly width: number;
  readonly alignment?: Alignment;
}

export interface TableProps {
  readonly columns: readonly TableColumn[];
  /** The visible rows alone; ink-table draws every row it is given. */
  readonly rows: readonly (readonly string[])[];
  /** The row under the cursor, of those. */
  readonly selected?: number | undefined;
  /** So many columns of the terminal there are; where they are too few, the widest column of text gives way. */
  readonly width: number;
}

const Columns = createContext<readonly TableColumn[]>([]);

/** Marks the cells of the row under the cursor; ink-table hands a cell its text and its column, and no more. */
const SELECTED = '\u2063';

/** What stands before each row: the cursor before the one that is chosen, as colours may be off. */
const MARGIN = { chosen: '› ', other: '  ' } as const;

/**
 * ink-table without its lines: one row a line, cells as wide as their column in columns of the terminal, and
 * coloured by the sign they begin with.
 */
export function Table({ columns: wanted, rows, selected, width }: TableProps) {
  const columns = fitted(wanted, width - MARGIN.other.length + 1);
  const data = rows.map((row, i) =>
    Object.fromEntries(columns.map(({ name }, j) => [name, (i === selected ? SELECTED : '') + at(row, j)])),
  );
  return (
    <Columns value={columns}>
      <inkTable.default
        data={data}
        columns={columns.map(({ name }) => name)}
        padding={1}
        header={HeaderCell}
        cell={Cell}
        skeleton={Skeleton}
      />
    </Columns>
  );
}

/**
 * The columns that fit into a width: as long as they do not, the least needed are left out, the first of them first.
 */
export function columnsThatFit(
  columns: readonly TableColumn[],
  leastNeeded: readonly string[],
  width: number,
): readonly TableColumn[] {
  const widthOfAll = (kept: readonly TableColumn[]) =>
    kept.reduce((sum, column) => sum + column.width + 1, MARGIN.other.length);
  return leastNeeded.reduce(
    (kept, least) => (widthOfAll(kept) > width ? kept.filter(({ name }) => name !== least) : kept),
    columns,
  );
}

function fitted(columns: readonly TableColumn[], available: number): readonly TableColumn[] {
  const excess = columns.reduce((sum, { width }) => sum + width + 1, 1) - available;
  if (excess <= 0) return columns;
  const widest = columns
    .filter(({ alignment }) => alignment !== 'right')
    .reduce((most, column) => (column.width > most.width ? column : most), { name: '', width: 0 });
  return columns.map((column) =>
    column.name === widest.name ? { ...column, width: Math.max(1, column.width - excess) } : column,
  );
}

type CellProps = PropsWithChildren<{ readonly column?: number }>;

function HeaderCell({ children, column = 0 }: CellProps) {
  const theme = useContext(ThemeContext);
  const shown = useFitted(children, column);
  const tone: Tone = shown.trimStart().startsWith('›') ? 'focus' : 'title';
  return (
    <Text wrap="truncate" {...styles[theme][tone]}>
      {margin(column, false) + shown}
    </Text>
  );
}

function Cell({ children, column = 0 }: CellProps) {
  const theme = useContext(ThemeContext);
  const text = String(children ?? '');
  const isHeard = useIsScreenReaderEnabled();
  const isSelected = text.includes(SELECTED);
  const shown = useFitted(text.replace(SELECTED, ''), column).replace(isHeard ? /[\u2500-\u259f]+/g : '', '');
  return (
    <Text wrap="truncate" {...styles[theme][isSelected ? 'selected' : toneOf(shown)]}>
      {margin(column, isSelected) + shown}
    </Text>
  );
}

/** What stands before a cell: the margin of its row, or the gap to the cell before, which is part of the cell. */
function margin(column: number, isSelected: boolean): string {
  if (column > 0) return ' ';
  return isSelected ? MARGIN.chosen : MARGIN.other;
}

/** The text of a cell without ink-table's padding, which counts characters, in the width of its column. */
function useFitted(children: unknown, column: number): string {
  const { width = 0, alignment } = useContext(Columns)[column] ?? {};
  return fit(String(children ?? '').trim(), width, alignment);
}

/** Of the lines nothing is left. */
function Skeleton() {
  return <Text>{null}</Text>;
}

/** What a cell says by its first character, or by a verdict in it. */
function toneOf(text: string): Tone {
  const sign = text.trimStart()[0];
  if (text.includes('✓ better')) return 'better';
  if (text.includes('✗ worse')) return 'worse';
  return sign === '▲' ? 'up' : sign === '▼' ? 'down' : sign === '!' ? 'warning' : 'plain';
}
