import { at } from '../../learning/vector.ts';
import { fit, type Line, lineWidth, type Span } from '../drawing/text.ts';
import { modeOf } from '../keys/modes.ts';
import { type AnyScreen, screens } from '../screens.ts';
import type { Session } from '../session/session.ts';

/** How tabs are written, the most spacious first: with their titles or short, and so many spaces between them. */
const styles = [
  { isShort: false, gap: 2 },
  { isShort: true, gap: 1 },
  { isShort: true, gap: 0 },
] as const;

/**
 * The screens by digit, the one that is shown in brackets, a mark where one is at work; as many around the one that is
 * shown as fit, and an arrow on a side that has more.
 */
export function tabsLine(session: Session): Line {
  const { columns } = session.window;
  const place = screens.findIndex(({ name }) => name === session.screen);
  const written = styles.map(({ isShort, gap }) => tabsOf(session, { isShort, gap, place }));
  const tabs = written.find((each) => lineWidth(each) <= columns) ?? at(written, written.length - 1);
  let [first, last] = [0, tabs.length];
  const shown = (): readonly Span[] => [
    { text: first > 0 ? '‹' : '', tone: 'quiet' },
    ...tabs.slice(first, last),
  ];
  const more = () => (last < tabs.length ? '›' : '');
  const fits = () => lineWidth(shown()) + more().length <= columns;
  while (!fits() && last > place + 1) last -= 1;
  while (!fits() && first < place) first += 1;
  const rest = columns - lineWidth(shown());
  return [...shown(), { text: fit(more(), rest, 'right'), tone: 'quiet' }];
}

interface Writing {
  readonly isShort: boolean;
  readonly gap: number;
  readonly place: number;
}

/** Each tab with what stands before it; the brackets of the one that is shown take the place of spaces. */
function tabsOf(session: Session, { isShort, gap, place }: Writing): readonly Span[] {
  return screens.map((screen, i): Span => {
    const [before, after] = i === place ? ['[', ']'] : [i === place + 1 ? '' : ' ', ''];
    const between = i === 0 ? '' : ' '.repeat(gap);
    const text = between + before + labelOf(screen, session, isShort) + after;
    return { text, tone: i === place ? 'focus' : 'plain' };
  });
}

/** A digit that is text now is no key of a screen, and is left out. */
function labelOf({ digit, title, short, working }: AnyScreen, session: Session, isShort: boolean): string {
  const key = modeOf(session).common === 'all' ? digit : ' ';
  return `${key}${working?.(session) === undefined ? ' ' : '▶'}${isShort ? short : title}`;
}
