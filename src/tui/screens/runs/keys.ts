import type { Binding, KeyMode } from '../../keys/binding.ts';
import { pages, upAndDown } from '../../keys/motions.ts';
import type { Session } from '../../session/session.ts';
import { runUnderCursor } from './state.ts';

const isOnRun = ({ runs }: Session) => runUnderCursor(runs) !== undefined;

const runCommands: readonly Binding[] = [
  {
    keys: ['u'],
    shown: 'u',
    label: 'use',
    help: 'put the run in use: forecasts are made with it',
    action: ({ runs }) => {
      const run = runUnderCursor(runs);
      return run && { type: 'run use asked', id: run.id };
    },
    isOn: isOnRun,
  },
  {
    keys: ['x', 'backspace'],
    shown: 'x',
    label: 'remove',
    help: 'remove the run for good; asks first',
    action: ({ runs }) => {
      const run = runUnderCursor(runs);
      return (
        run && {
          type: 'asked',
          question: {
            text: `Remove ${run.id} for good?`,
            yes: { type: 'run removal confirmed', id: run.id },
          },
        }
      );
    },
    isOn: isOnRun,
  },
];

/** The keys of the list of runs. */
const runsKeys: readonly Binding[] = [
  { ...upAndDown('the run', 'run', (by) => ({ type: 'run moved', by })), isOn: isOnRun },
  ...pages('runs', (by) => ({ type: 'run moved', by })),
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'show',
    help: 'show the run whole',
    action: { type: 'run opened' },
    isOn: isOnRun,
  },
  {
    keys: ['c', ' '],
    shown: 'c',
    label: 'compare',
    help: 'mark a run, then compare another with it',
    action: { type: 'run marked' },
    isOn: isOnRun,
  },
  ...runCommands,
  {
    keys: ['escape'],
    shown: 'Esc',
    label: 'unmark',
    help: 'forget the marked run',
    action: { type: 'run closed' },
    isOn: ({ runs }) => runs.marked !== undefined,
  },
];

/** The keys of a run that is shown whole, and of two that are compared. */
const runsOpenKeys: readonly Binding[] = [
  {
    keys: ['escape', 'enter'],
    shown: 'Esc',
    label: 'back',
    help: 'back to the runs',
    action: { type: 'run closed' },
  },
  ...runCommands,
];

const list: KeyMode = { title: 'Runs', keys: runsKeys, common: 'all' };
const open: KeyMode = { title: 'Runs, one shown whole or two compared', keys: runsOpenKeys, common: 'all' };

export const runsModes = [list, open];

export function runsMode({ runs }: Session): KeyMode {
  return runs.isOpen || runs.compared !== undefined ? open : list;
}
