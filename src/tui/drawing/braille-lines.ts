import { BrailleCanvas, type Dot } from './braille.ts';
import type { Canvas, Cell, Drawing, Series, Stroke } from './canvas.ts';
import { shareOf } from './scale.ts';

/** Which columns of dots a stroke draws, so that a line is broken and still leads the eye; where it is steep, rows. */
const isDrawn: Readonly<Record<Stroke, (along: number) => boolean>> = {
  solid: () => true,
  dashed: (along) => along % 6 < 4,
  dotted: (along) => along % 4 === 0,
  double: () => true,
};

/** Draws lines with Braille dots, two across and four down in a cell. */
export const brailleCells: Drawing = {
  cells: (canvas, series) => {
    const layers = series.map((each) => ({ tone: each.tone, canvas: drawn(canvas, each) }));
    return Array.from({ length: canvas.rows }, (_, row) =>
      Array.from({ length: canvas.columns }, (_, column): Cell | undefined => {
        const top = layers.findLast((layer) => layer.canvas.at(column, row) !== undefined);
        const text = top?.canvas.at(column, row);
        return top === undefined || text === undefined ? undefined : { text, tone: top.tone };
      }),
    );
  },
  rowOf: (share, rows) => Math.floor(dotRow(share, rows) / 4),
};

function drawn({ columns, rows, x, y }: Canvas, { points, stroke }: Series): BrailleCanvas {
  const canvas = new BrailleCanvas(columns, rows);
  let before: Dot | undefined;
  for (const point of points) {
    const dot: Dot = [Math.round(shareOf(x, point.x) * (2 * columns - 1)), dotRow(shareOf(y, point.y), rows)];
    const isKnown = Number.isFinite(point.y);
    if (isKnown) canvas.line(before ?? dot, dot, isDrawn[stroke]);
    if (isKnown && stroke === 'double') canvas.line(beside(before ?? dot), beside(dot), isDrawn[stroke]);
    before = isKnown ? dot : undefined;
  }
  return canvas;
}

/** The second line of a double one: above it, at the top below it. */
function beside([x, y]: Dot): Dot {
  return [x, y === 0 ? 1 : y - 1];
}

function dotRow(share: number, rows: number): number {
  return Math.round((1 - share) * (4 * rows - 1));
}
