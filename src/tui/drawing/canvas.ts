import type { Scale } from './scale.ts';
import type { Tone } from './text.ts';

/** A value at a place; NaN where it is not known, which breaks the line. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a line is drawn, so that lines are told apart without colour. */
export type Stroke = 'solid' | 'dashed' | 'dotted' | 'double';

/** A line of a plot, its points in the order of x. It begins and ends where they do. */
export interface Series {
  readonly points: readonly Point[];
  readonly tone: Tone;
  readonly stroke: Stroke;
}

/** A character of a plot. */
export interface Cell {
  readonly text: string;
  readonly tone: Tone;
}

/** The cells that lines are drawn in, and how places and values are spread over them. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly x: Scale;
  readonly y: Scale;
}

/** Cells by row, from the top, and column; undefined where nothing is drawn. */
export type Cells = (Cell | undefined)[][];

/** How a style draws: the cells of some lines, and the row of a value, 0 at the top. */
export interface Drawing {
  readonly cells: (canvas: Canvas, series: readonly Series[]) => Cells;
  readonly rowOf: (share: number, rows: number) => number;
}

/** The column of a share of the way from left to right: that of its dot, of which each column has two. */
export function columnOf(share: number, columns: number): number {
  return Math.floor(Math.round(share * (2 * columns - 1)) / 2);
}
