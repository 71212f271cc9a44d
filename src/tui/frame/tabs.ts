import { fit, type Line, type Span, widthOf } from '../drawing/text.ts';
import { modeOf } from '../keys/modes.ts';
import { type AnyScreen, screens } from '../screens.ts';
import type { Session } from '../session/session.ts';

/**
 * The screens by digit, the one that is shown in brackets, a mark where one is at work; short names where there is little
 * room, and as many around the one that is shown as fit.
 */
export function tabsLine(session: Session): Line {
  const { columns } = session.window;
  const isNarrow = columns < 80;
  const place = screens.findIndex(({ name }) => name === session.screen);
  const labels = screens.map((screen) => labelOf(screen, session, isNarrow));
  const gap = isNarrow ? 0 : 1;
  let [first, last] = [0, labels.length - 1];
  const width = () => labels.slice(first, last + 1).reduce((sum, label) => sum + widthOf(label) + 2 + gap, 0);
  while (width() > columns && last > place) last -= 1;
  while (width() > columns && first < place) first += 1;
  const tabs = labels.slice(first, last + 1).map((label, i): Span => {
    const isShown = first + i === place;
    const text = isShown ? `[${label}]` : ` ${label} `;
    return { text: text + ' '.repeat(gap), tone: isShown ? 'title' : 'plain' };
  });
  const hidden = last < labels.length - 1 ? '›' : '';
  const used = tabs.reduce((sum, { text }) => sum + widthOf(text), 0);
  return [...tabs, { text: fit(hidden, columns - used, 'right'), tone: 'quiet' }];
}

/** A digit that is text now is no key of a screen, and is left out. */
function labelOf({ digit, title, short, working }: AnyScreen, session: Session, isNarrow: boolean): string {
  const key = modeOf(session).common === 'all' ? digit : ' ';
  return `${key}${working?.(session) === undefined ? ' ' : '▶'}${isNarrow ? short : title}`;
}
