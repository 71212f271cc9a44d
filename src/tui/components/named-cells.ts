import { widthOf } from '../drawing/text.ts';
import type { TableColumn } from './cells.ts';

/** What stands in each column of a row, by its name; rows of one table have the same names, in the same order. */
export type NamedCells = ReadonlyMap<string, string>;

/** The columns of rows, each as wide as its widest cell. */
export function columnsOf(rows: readonly NamedCells[]): readonly TableColumn[] {
  const [first = new Map()] = rows;
  return [...first.keys()].map((name) => ({
    name,
    width: Math.max(widthOf(name), ...rows.map((row) => widthOf(cellOf(row, name)))),
  }));
}

/**
 * The cells of a row in some of its columns.
 *
 * @throws {RangeError} where the row has no such column
 */
export function cellsIn(row: NamedCells, columns: readonly TableColumn[]): readonly string[] {
  return columns.map(({ name }) => cellOf(row, name));
}

function cellOf(row: NamedCells, name: string): string {
  const cell = row.get(name);
  if (cell === undefined) throw new RangeError(`there is no column ${name}`);
  return cell;
}
