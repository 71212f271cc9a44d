import { GAP, inRows } from '../drawing/in-rows.ts';
import { type Line, type Span, widthOf } from '../drawing/text.ts';
import type { Binding } from '../keys/binding.ts';
import { bindingsOf } from '../keys/bindings.ts';
import { modeOf } from '../keys/modes.ts';
import type { Session } from '../session/session.ts';

/** The most rows that keys take from a screen. */
const MOST_ROWS = 2;
/** The columns before the first of them. */
const MARGIN = 1;

/** The keys that work now, on a second row where one has too little room; help and quit always are among them. */
export function footerLines(session: Session, isHeard = false): readonly Line[] {
  const { columns } = session.window;
  const keys = footerKeys(session).filter(({ isForEyes }) => !(isHeard && isForEyes));
  const last = keys.filter(({ shown }) => shown === '?' || shown === 'q');
  const kept = keys.filter((binding) => !last.includes(binding));
  const rows = () => inRows([...kept, ...last], columns - MARGIN, keyWidth);
  while (kept.length > 0 && rows().length > MOST_ROWS) kept.pop();
  return rows().map((row) => [
    { text: ' '.repeat(MARGIN) },
    ...row.flatMap((key, i) => spansOf(key, i < row.length - 1)),
  ]);
}

function keyWidth({ shown, label }: Binding): number {
  return widthOf(shown) + 1 + widthOf(label);
}

function spansOf({ shown, label }: Binding, hasNext: boolean): readonly Span[] {
  return [
    { text: shown, tone: 'title' },
    { text: ` ${label}${hasNext ? ' '.repeat(GAP) : ''}`, tone: 'quiet' },
  ];
}

/** The keys that the footer shows now. */
export function footerKeys(session: Session): readonly Binding[] {
  const isShown = ({ isQuiet, isOn }: Binding) =>
    !(typeof isQuiet === 'function' ? isQuiet(session) : isQuiet === true) && (isOn?.(session) ?? true);
  return bindingsOf(modeOf(session)).filter(isShown);
}
