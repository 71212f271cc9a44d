import { comparisonTable } from '../../../text/runs.ts';
import { fit, type Line, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import { isRunInUse, type RunsState } from './state.ts';

const NAME = 17;
/** As wide as a figure, its unit and a word need. */
const WIDEST = 40;

/** Two runs side by side as A and B: a run's id stands above, where it has a line to itself; what differs is marked. */
export function comparisonLines(runs: RunsState, { width }: Viewport): readonly Line[] {
  if (runs.compared === undefined) return [];
  const { rows } = comparisonTable(runs.compared);
  const column = Math.min(WIDEST, Math.floor((width - NAME - 2) / 2));
  const ids = runs.compared.flatMap((run, i): readonly Line[] =>
    wrap(`${i === 0 ? 'A' : 'B'}  ${run.id}${isRunInUse(runs, run) ? '  ● in use' : ''}`, width).map(
      (text) => [{ text, tone: 'title' }],
    ),
  );
  const head: Line = [
    { text: `${' '.repeat(NAME)}${fit('A', column)}  B`, tone: 'title' },
    { text: fit('≠ differs', width - NAME - column - 3, 'right'), tone: 'quiet' },
  ];
  return [...ids, head, ...rows.flatMap((row) => rowLines(row, column))];
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
