/** The window of the terminal, in columns and rows. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

const SMALLEST: WindowSize = { columns: 60, rows: 20 };

export type Width = 'narrow' | 'normal' | 'wide';

/** What a screen has to lay itself out in. */
export interface Viewport {
  readonly kind: Width;
  readonly width: number;
  readonly height: number;
  /** Whether the screen is read out: one column, nothing drawn, as long as it takes. */
  readonly isHeard?: boolean;
}

/** What is read out has no end. */
const HEARD_ROWS = 500;

/** The viewport of a screen that is read out. */
export function heardViewport({ columns }: WindowSize): Viewport {
  return { kind: 'narrow', width: Math.max(60, columns - 2), height: HEARD_ROWS, isHeard: true };
}

/** Header, tabs and two rules, the footer, and the last row, which stays free: a frame as tall as it flickers. */
const FRAME_ROWS = 6;

export function isTooSmall({ columns, rows }: WindowSize): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}

/** The viewport of a screen between the tabs and the footer, `taken` rows of it by a prompt or a question. */
export function viewportIn({ columns, rows }: WindowSize, taken = 0): Viewport {
  const kind = columns < 80 || rows < 24 ? 'narrow' : columns < 110 ? 'normal' : 'wide';
  return { kind, width: columns - 2, height: Math.max(1, rows - FRAME_ROWS - taken) };
}
