import { at } from '../../learning/vector.ts';

/** The bits of a Braille character, by the column and the row of a dot: two columns of four. */
const BITS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

export type Dot = readonly [x: number, y: number];

/** Dots, two across and four down in each character. (0, 0) is the top left one; what lies outside is left out. */
export class BrailleCanvas {
  readonly columns: number;
  readonly rows: number;
  private readonly cells: Uint8Array;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.cells = new Uint8Array(columns * rows);
  }

  set(x: number, y: number): void {
    const [column, row] = [x >> 1, y >> 2];
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return;
    const place = row * this.columns + column;
    this.cells[place] = at(this.cells, place) | at(at(BITS, x & 1), y & 3);
  }

  /**
   * A straight line of dots between two, both included, of which those are drawn that are wanted: by their columns,
   * and where it is steep by their rows.
   */
  line([x0, y0]: Dot, [x1, y1]: Dot, isWanted: (along: number) => boolean): void {
    const isSteep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
    const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1);
    for (let i = 0; i <= steps; i++) {
      const x = Math.round(x0 + (i / steps) * (x1 - x0));
      const y = Math.round(y0 + (i / steps) * (y1 - y0));
      if (isWanted(isSteep ? y : x)) this.set(x, y);
    }
  }

  /** The character of a cell; undefined where it has no dot. */
  at(column: number, row: number): string | undefined {
    const bits = this.cells[row * this.columns + column];
    return bits ? String.fromCharCode(0x2800 + bits) : undefined;
  }
}
