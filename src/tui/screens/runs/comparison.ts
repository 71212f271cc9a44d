import { comparisonTable } from '../../../text/runs.ts';
import { fit, type Line, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import { nameOf } from './run-names.ts';
import type { RunsState } from './state.ts';

const NAME = 17;
/** As wide as a figure, its unit and a word need. */
const WIDEST = 40;

/** What two runs are called, as A and B, and the columns below: this stays where the rows are scrolled. */
export function comparisonHead(runs: RunsState, { width }: Viewport): readonly Line[] {
  const names = (runs.compared ?? []).flatMap((run, i): readonly Line[] =>
    wrap(`${i === 0 ? 'A' : 'B'}  ${nameOf(runs, run)}`, width).map((text) => [{ text, tone: 'title' }]),
  );
  const column = columnIn(width);
  const head: Line = [
    { text: `${' '.repeat(NAME)}${fit('A', column)}  B`, tone: 'title' },
    { text: fit('≠ differs', width - NAME - column - 3, 'right'), tone: 'quiet' },
  ];
  return [...names, head];
}

/** Two runs side by side; what differs is marked. */
export function comparisonLines({ compared }: RunsState, { width }: Viewport): readonly Line[] {
  if (compared === undefined) return [];
  return comparisonTable(compared).rows.flatMap((row) => rowLines(row, columnIn(width)));
}

function columnIn(width: number): number {
  return Math.min(WIDEST, Math.floor((width - NAME - 2) / 2));
}

/** A row, on more than one line where a value takes more than its column. */
function rowLines([name = '', a = '', b = '']: readonly string[], column: number): readonly Line[] {
  const isOther = a !== b;
  const [left, right] = [wrap(a, column), wrap(b, column)];
  return Array.from({ length: Math.max(1, left.length, right.length) }, (_, i): Line => {
    const label = i === 0 ? `${isOther ? '≠' : ' '} ${name}` : '';
    return [
      { text: fit(label, NAME), tone: 'quiet' },
      { text: `${fit(left[i] ?? '', column)}  ${right[i] ?? ''}`, tone: isOther ? 'accent' : 'plain' },
    ];
  });
}
