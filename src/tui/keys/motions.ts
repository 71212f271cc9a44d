import { viewportIn } from '../layout.ts';
import type { Action } from '../session/actions.ts';
import type { Session } from '../session/session.ts';
import type { Binding } from './binding.ts';

/** The rows that a table shows at once. */
function pageOf({ window }: Session): number {
  return Math.max(1, viewportIn(window).height - 4);
}

type Move = (by: 1 | -1, session: Session) => Action;

export const upAndDown = (what: string, label: string, move: Move): Binding => ({
  keys: ['up', 'k', 'down', 'j'],
  shown: '↑↓',
  label,
  help: what,
  action: (session, key) => move(key === 'up' || key === 'k' ? -1 : 1, session),
});

export const leftAndRight = (what: string, label: string, move: Move): Binding => ({
  keys: ['left', 'h', 'right', 'l'],
  shown: '←→',
  label,
  help: what,
  action: (session, key) => move(key === 'left' || key === 'h' ? -1 : 1, session),
});

export const escapeKey = (label: string, help: string, action: Binding['action']): Binding => ({
  keys: ['escape'],
  shown: 'Esc',
  label,
  help,
  action,
});

export const pages = (what: string, move: (by: number) => Action, rowsOf = pageOf): readonly Binding[] => [
  {
    keys: ['pageup', 'pagedown'],
    shown: 'PgUp PgDn',
    label: 'page',
    help: `a page of ${what}`,
    action: (session, key) => move(key === 'pageup' ? -rowsOf(session) : rowsOf(session)),
    isQuiet: true,
  },
  {
    keys: ['home', 'g', 'end', 'G'],
    shown: 'Home End',
    label: 'first, last',
    help: `the first and the last of ${what}`,
    action: (_, key) => move(key === 'home' || key === 'g' ? -1e9 : 1e9),
    isQuiet: true,
  },
];
