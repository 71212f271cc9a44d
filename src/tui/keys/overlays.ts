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
    action: { type: 'overlay closed' },
  },
];

/** The keys of the list that a run to lay under a training is chosen from. */
export const overlayRunKeys: readonly Binding[] = [
  upAndDown('the run', 'run', (by) => ({ type: 'overlay picker moved', by })),
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'overlay it',
    help: 'lay this run under the training',
    action: ({ overlay, runs }) => ({
      type: 'overlay chosen',
      run: overlay?.kind === 'overlay run' ? runs.list?.runs[overlay.row] : undefined,
    }),
  },
  {
    keys: ['x', 'backspace'],
    shown: 'x',
    label: 'none',
    help: 'no overlay',
    action: { type: 'overlay chosen', run: undefined },
  },
  { keys: ['escape'], shown: 'Esc', label: 'back', help: 'back', action: { type: 'overlay closed' } },
];
