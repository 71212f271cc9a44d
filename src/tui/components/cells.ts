import { type Alignment, fit, type Span, type Tone } from '../drawing/text.ts';

export interface TableColumn {
  readonly name: string;
  readonly width: number;
  readonly alignment?: Alignment;
}

/** What stands before each row: the cursor before the one that is chosen, as colours may be off. */
const MARGIN = { chosen: '› ', other: '  ' } as const;

/** The name of a column, as wide as it, with what stands before it. */
export function headCell(column: TableColumn, place: number): Span {
  const shown = fit(column.name.trim(), column.width, column.alignment);
  const tone: Tone = shown.trimStart().startsWith('›') ? 'focus' : 'title';
  return { text: (place > 0 ? ' ' : MARGIN.other) + shown, tone };
}

/** A cell as wide as its column, with the gap before it, coloured by the sign that it begins with. */
export function bodyCell(
  text: string,
  { width, alignment }: TableColumn,
  { place, isSelected }: { readonly place: number; readonly isSelected: boolean },
): Span {
  const shown = fit(text.trim(), width, alignment);
  const margin = place > 0 ? ' ' : isSelected ? MARGIN.chosen : MARGIN.other;
  return { text: margin + shown, tone: isSelected ? 'selected' : toneOf(shown) };
}

/** The columns of the terminal that a table of such columns takes, with the gaps between them. */
export function tableWidth(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, MARGIN.other.length + columns.length - 1);
}

/**
 * The columns that fit into a width: as long as they do not, the least needed are left out, the first of them first.
 */
export function columnsThatFit(
  columns: readonly TableColumn[],
  leastNeeded: readonly string[],
  width: number,
): readonly TableColumn[] {
  return leastNeeded.reduce(
    (kept, least) => (tableWidth(kept) > width ? kept.filter(({ name }) => name !== least) : kept),
    columns,
  );
}

/** The columns in a width: where it is too narrow, the widest column of text gives way. */
export function narrowed(columns: readonly TableColumn[], width: number): readonly TableColumn[] {
  const excess = tableWidth(columns) - width;
  if (excess <= 0) return columns;
  const widest = columns
    .filter(({ alignment }) => alignment !== 'right')
    .reduce((most, column) => (column.width > most.width ? column : most), { name: '', width: 0 });
  return columns.map((column) =>
    column.name === widest.name ? { ...column, width: Math.max(1, column.width - excess) } : column,
  );
}

/** What a cell says by its first character, or by a verdict in it. */
function toneOf(text: string): Tone {
  const sign = text.trimStart()[0];
  if (text.includes('✓ better')) return 'better';
  if (text.includes('✗ worse')) return 'worse';
  return sign === '▲' ? 'up' : sign === '▼' ? 'down' : sign === '!' ? 'warning' : 'plain';
}
