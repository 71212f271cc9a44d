import { at } from '../../learning/vector.ts';
import type { Line } from '../drawing/text.ts';
import { bodyCell, headCell, narrowed, type TableColumn } from './cells.ts';
import { Lines } from './lines.tsx';

export interface TableProps {
  readonly columns: readonly TableColumn[];
  /** The visible rows alone: every row is drawn. */
  readonly rows: readonly (readonly string[])[];
  /** The row under the cursor, of those. */
  readonly selected?: number | undefined;
  /** So many columns of the terminal there are. */
  readonly width: number;
}

/** A table without lines between its cells: one row a line, cells as wide as their column. */
export function Table({ columns: wanted, rows, selected, width }: TableProps) {
  const columns = narrowed(wanted, width);
  const head: Line = columns.map(headCell);
  const body = rows.map(
    (row, i): Line =>
      columns.map((column, place) => bodyCell(at(row, place), column, { place, isSelected: i === selected })),
  );
  return <Lines lines={[head, ...body]} />;
}
