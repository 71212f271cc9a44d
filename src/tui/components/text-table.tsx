import { at } from '../../learning/vector.ts';
import type { TextTable } from '../../text/table.ts';
import { cut, widthOf } from '../drawing/text.ts';
import { columnsThatFit, type TableColumn } from './cells.ts';
import { Table } from './table.tsx';

/** A table of figures; as long as it is too wide, without the columns that matter least, the first of them first. */
export function TextTableView({
  table: { head, rows },
  width,
  dropped,
}: {
  readonly table: TextTable;
  readonly width: number;
  readonly dropped: readonly number[];
}) {
  const all = head.map(
    (name, j): TableColumn => ({
      name: cut(name, 30),
      width: Math.max(widthOf(name), ...rows.map((row) => widthOf(at(row, j)))),
      alignment: j === 0 ? 'left' : 'right',
    }),
  );
  const leastNeeded = dropped.map((j) => at(all, j).name);
  const columns = columnsThatFit(all, leastNeeded, width);
  const places = columns.map((column) => all.indexOf(column));
  return (
    <Table width={width} columns={columns} rows={rows.map((row) => places.map((place) => at(row, place)))} />
  );
}
