import { type Line, type Span, widthOf } from '../drawing/text.ts';
import type { Binding } from '../keys/binding.ts';
import { bindingsOf } from '../keys/bindings.ts';
import { modeOf } from '../keys/modes.ts';
import type { Session } from '../session/session.ts';

/** The most rows that keys take from a screen. */
const MOST_ROWS = 2;

/** The keys that work now, on a second row where one has too little room; help and quit always are among them. */
export function footerLines(session: Session, isHeard = false): readonly Line[] {
  const { columns } = session.window;
  const keys = footerKeys(session).filter(({ isForEyes }) => !(isHeard && isForEyes));
  const last = keys.filter(({ shown }) => shown === '?' || shown === 'q');
  const kept = keys.filter((binding) => !last.includes(binding));
  const rows = () => rowsOf([...kept, ...last], columns);
  while (kept.length > 0 && rows().length > MOST_ROWS) kept.pop();
  return rows().map((row) => [{ text: ' ' }, ...row.flatMap((key, i) => spansOf(key, i < row.length - 1))]);
}

/** Keys in rows of at most so many columns. */
function rowsOf(keys: readonly Binding[], columns: number): readonly (readonly Binding[])[] {
  const rows: Binding[][] = [[]];
  let used = 1;
  for (const key of keys) {
    const width = widthOf(key.shown) + widthOf(key.label) + 3;
    // The gap behind the last key of a row may lie outside.
    if (used + width - 2 > columns) {
      rows.push([]);
      used = 1;
    }
    rows.at(-1)?.push(key);
    used += width;
  }
  return rows;
}

function spansOf({ shown, label }: Binding, hasNext: boolean): readonly Span[] {
  return [
    { text: shown, tone: 'title' },
    { text: ` ${label}${hasNext ? '  ' : ''}`, tone: 'quiet' },
  ];
}

/** The keys that the footer shows now. */
export function footerKeys(session: Session): readonly Binding[] {
  const isShown = ({ isQuiet, isOn }: Binding) =>
    !(typeof isQuiet === 'function' ? isQuiet(session) : isQuiet === true) && (isOn?.(session) ?? true);
  return bindingsOf(modeOf(session)).filter(isShown);
}
