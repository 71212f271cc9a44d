import type { Binding } from './binding.ts';
import { pages, upAndDown } from './motions.ts';

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
  upAndDown('scroll', 'scroll', (by) => ({ type: 'help scrolled', by })),
  ...pages('the help', (by) => ({ type: 'help scrolled', by })),
  {
    keys: ['escape', '?', 'q', 'enter'],
    shown: 'Esc',
    label: 'back',
    help: 'back to the screen',
    action: { type: 'help closed' },
  },
];
