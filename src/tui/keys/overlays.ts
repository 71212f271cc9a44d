import { helpLines } from '../help/help-lines.ts';
import type { Binding } from './binding.ts';
import { scrollKeys } from './motions.ts';

/** The keys of a question before something is lost. */
export const questionKeys: readonly Binding[] = [
  { keys: ['y', 'Y'], shown: 'y', label: 'yes', help: 'yes', action: { type: 'answered', isYes: true } },
  {
    keys: ['n', 'N', 'escape'],
    shown: 'n',
    label: 'no',
    help: 'no',
    action: { type: 'answered', isYes: false },
  },
];

/** The keys of the help. */
export const helpKeys: readonly Binding[] = [
  ...scrollKeys({
    what: 'the help',
    extentOf: (session, { width, height }) => ({ lines: helpLines(session, width).length, height }),
    topOf: ({ help }) => help?.top ?? 0,
    to: (top) => ({ type: 'help scrolled', top }),
  }),
  {
    keys: ['escape', '?', 'q', 'enter'],
    shown: 'Esc',
    label: 'back',
    help: 'back to the screen',
    action: { type: 'help closed' },
  },
];
