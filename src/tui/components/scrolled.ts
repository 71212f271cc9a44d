import type { Line } from '../drawing/text.ts';

/** How many lines a text has, and how many there is room for. */
export interface Extent {
  readonly lines: number;
  readonly height: number;
}

/** The last line that a text can begin with: one row says what lies above and below. */
export function furthestTop({ lines, height }: Extent): number {
  return lines <= height ? 0 : lines - Math.max(1, height - 1);
}

/** The first row shown of a list, so many rows at once, the one under the cursor in the middle where it can be. */
export function topAround(
  row: number,
  { rows, visible }: { readonly rows: number; readonly visible: number },
): number {
  return Math.max(0, Math.min(row - Math.floor(visible / 2), rows - visible));
}

/** A page of lines from one on, and what lies above and below it; as it is where it fits. */
export function scrolledLines(lines: readonly Line[], top: number, height: number): readonly Line[] {
  if (lines.length <= height) return lines;
  const visible = Math.max(1, height - 1);
  const first = Math.max(0, Math.min(top, furthestTop({ lines: lines.length, height })));
  const [above, below] = [first, lines.length - first - visible];
  const more = [above > 0 ? `${above} more ↑` : '', below > 0 ? `${below} more ↓` : '']
    .filter(Boolean)
    .join('  ');
  return [...lines.slice(first, first + visible), [{ text: `  ${more}`, tone: 'quiet' }]];
}
