import { type Extent, furthestTop } from '../components/scrolled.ts';
import { type Viewport, viewportIn } from '../layout.ts';
import type { Action } from '../session/actions.ts';
import { clamp } from '../session/place.ts';
import type { Session } from '../session/session.ts';
import type { Binding } from './binding.ts';

/** The rows that a table shows at once. */
function pageOf(_: Session, { height }: Viewport): number {
  return Math.max(1, height - 4);
}

type Move = (by: 1 | -1, session: Session, viewport: Viewport) => Action;

export const upAndDown = (what: string, label: string, move: Move): Binding => ({
  keys: ['up', 'k', 'down', 'j'],
  shown: '↑↓',
  label,
  help: what,
  action: (session, key, viewport) => move(key === 'up' || key === 'k' ? -1 : 1, session, viewport),
});

export const leftAndRight = (what: string, label: string, move: Move): Binding => ({
  keys: ['left', 'h', 'right', 'l'],
  shown: '←→',
  label,
  help: what,
  action: (session, key, viewport) => move(key === 'left' || key === 'h' ? -1 : 1, session, viewport),
});

export const escapeKey = (label: string, help: string, action: Binding['action']): Binding => ({
  keys: ['escape'],
  shown: 'Esc',
  label,
  help,
  action,
});

type Jump = (by: number, session: Session, viewport: Viewport) => Action;

export const pages = (what: string, move: Jump, rowsOf = pageOf): readonly Binding[] => [
  {
    keys: ['pageup', 'pagedown'],
    shown: 'PgUp PgDn',
    label: 'page',
    help: `a page of ${what}`,
    action: (session, key, viewport) => {
      const rows = rowsOf(session, viewport);
      return move(key === 'pageup' ? -rows : rows, session, viewport);
    },
    isQuiet: true,
  },
  {
    keys: ['home', 'g', 'end', 'G'],
    shown: 'Home End',
    label: 'first, last',
    help: `the first and the last of ${what}`,
    action: (session, key, viewport) => move(key === 'home' || key === 'g' ? -1e9 : 1e9, session, viewport),
    isQuiet: true,
  },
];

/** A text that may be longer than its room. */
export interface ScrolledText {
  readonly what: string;
  readonly extentOf: (session: Session, viewport: Viewport) => Extent;
  /** The first line that is shown, as it was asked for. */
  readonly topOf: (session: Session) => number;
  readonly to: (top: number) => Action;
}

/** The keys of a text that may be longer than its room, where it is. */
export function scrollKeys(text: ScrolledText): readonly Binding[] {
  const arrows = upAndDown('scroll', 'scroll', scrolled(text));
  return [{ ...arrows, isOn: isLong(text), isForEyes: true }, ...pageKeys(text)];
}

/** Those that go by pages, where the arrows have something else to do. */
export function pageKeys(text: ScrolledText): readonly Binding[] {
  const rowsOf = (session: Session, viewport: Viewport) =>
    Math.max(1, text.extentOf(session, viewport).height - 1);
  return pages(text.what, scrolled(text), rowsOf).map((binding) => ({
    ...binding,
    isOn: isLong(text),
    isForEyes: true,
  }));
}

/** Moves a text within what there is of it. */
function scrolled({ extentOf, topOf, to }: ScrolledText): Jump {
  return (by, session, viewport) => {
    const furthest = furthestTop(extentOf(session, viewport));
    return to(clamp(Math.min(topOf(session), furthest) + by, furthest + 1));
  };
}

/** Whether a text is longer than the room that it has at best. */
function isLong({ extentOf }: ScrolledText): (session: Session) => boolean {
  return (session) => furthestTop(extentOf(session, viewportIn(session.window))) > 0;
}
