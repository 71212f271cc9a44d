import asciichart from 'asciichart';
import { at } from '../../learning/vector.ts';
import {
  type Canvas,
  type Cell,
  type Cells,
  columnOf,
  type Drawing,
  type Point,
  type Stroke,
} from './canvas.ts';
import { shareOf } from './scale.ts';

const strokes: Readonly<Record<Stroke, readonly string[]>> = {
  solid: ['┤', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'],
  dashed: ['┤', '┤', '╶', '╴', '╌', '╰', '╭', '╮', '╯', '╎'],
  dotted: ['┤', '┤', '╶', '╴', '·', '·', '·', '·', '·', '·'],
  double: ['┤', '┤', '╶', '╴', '═', '╚', '╔', '╗', '╝', '║'],
};

/** Draws lines with the characters of a box by asciichart, one value a column. */
export const boxCells: Drawing = {
  cells: (canvas, series) => {
    const cells: Cells = Array.from({ length: canvas.rows }, () =>
      Array.from({ length: canvas.columns }, () => undefined),
    );
    for (const each of series) {
      for (const { from, values } of runsOf(valueAColumn(each.points, canvas))) {
        overlay(cells, rowsOf(values, { ...canvas, stroke: each.stroke }), { from, tone: each.tone });
      }
    }
    return cells;
  },
  rowOf: (share, rows) => rows - 1 - Math.round(share * (rows - 1)),
};

/**
 * The rows above the bottom at each column, NaN where the line does not go. Of several points in a column the highest
 * or the lowest of all is kept, else the one farthest from the column before, so that peaks stay; columns between
 * points lie on straight lines.
 */
function valueAColumn(points: readonly Point[], { columns, rows, x, y }: Canvas): readonly number[] {
  const values = Array.from({ length: columns }, () => Number.NaN);
  const isAtEnd = (value: number) => value === 0 || value === rows - 1;
  let before: { readonly column: number; readonly value: number } | undefined;
  for (const point of points) {
    if (!Number.isFinite(point.y)) {
      before = undefined;
      continue;
    }
    const column = columnOf(shareOf(x, point.x), columns);
    const value = shareOf(y, point.y) * (rows - 1);
    const last = values[column - 1] ?? value;
    const kept = at(values, column);
    if (!isAtEnd(kept) && (Number.isNaN(kept) || isAtEnd(value) || isFarther(value, kept, last)))
      values[column] = value;
    for (let between = (before?.column ?? column) + 1; before && between < column; between++) {
      const share = (between - before.column) / (column - before.column);
      values[between] = before.value + share * (value - before.value);
    }
    before = { column, value };
  }
  return values;
}

function isFarther(value: number, kept: number, from: number): boolean {
  return Math.abs(value - from) > Math.abs(kept - from);
}

interface Run {
  readonly from: number;
  readonly values: readonly number[];
}

/** What lies between holes: asciichart throws at a hole. */
function runsOf(values: readonly number[]): readonly Run[] {
  const runs: { from: number; values: number[] }[] = [];
  for (const [column, value] of values.entries()) {
    const last = runs.at(-1);
    if (!Number.isFinite(value)) continue;
    if (last !== undefined && last.from + last.values.length === column) last.values.push(value);
    else runs.push({ from: column, values: [value] });
  }
  return runs;
}

/** A run as rows of characters. asciichart draws from a value to the next: the last one is said twice. */
function rowsOf(
  values: readonly number[],
  { rows, stroke }: { readonly rows: number; readonly stroke: Stroke },
): readonly (readonly string[])[] {
  const text = asciichart.plot([...values, at(values, values.length - 1)], {
    min: 0,
    max: rows - 1,
    height: rows - 1,
    offset: AXIS,
    symbols: [...strokes[stroke]],
    format: () => '',
  });
  return text.split('\n').map((line) => [...line].slice(AXIS));
}

/** asciichart's own axis: a label, which is empty, and the line. */
const AXIS = 2;

function overlay(
  cells: Cells,
  drawn: readonly (readonly string[])[],
  { from, tone }: { readonly from: number; readonly tone: Cell['tone'] },
): void {
  for (const [row, characters] of drawn.entries()) {
    const own = cells[row];
    for (const [i, text] of characters.entries()) {
      if (own !== undefined && text !== ' ' && from + i < own.length) own[from + i] = { text, tone };
    }
  }
}
