import Table from 'cli-table3';
import stringWidth from 'string-width';
import { at } from '../learning/vector.ts';

export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The library lays out a table in a time that grows with the square of its rows: a long one is drawn in pieces. */
const MOST_ROWS_AT_ONCE = 100;

/** A table without lines for plain text: the first column to the left, figures to the right. */
export function renderTable({ head, rows }: TextTable): string {
  const lines = [head, ...rows];
  if (lines.length <= MOST_ROWS_AT_ONCE) return drawn(lines);
  const widths = head.map((_, j) =>
    lines.reduce((widest, cells) => Math.max(widest, stringWidth(at(cells, j))), 0),
  );
  const pieces: string[] = [];
  for (let first = 0; first < lines.length; first += MOST_ROWS_AT_ONCE) {
    pieces.push(drawn(lines.slice(first, first + MOST_ROWS_AT_ONCE), widths));
  }
  return pieces.join('\n');
}

/** The lines of a table; each column is as wide as its widest cell where no widths are given. */
function drawn(lines: TextTable['rows'], widths: readonly number[] = []): string {
  const nothing = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  };
  const table = new Table({
    chars: nothing,
    colWidths: [...widths],
    colAligns: at(lines, 0).map((_, j) => (j === 0 ? 'left' : 'right')),
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(...lines.map((cells) => [...cells]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
