import type { Binding, KeyMode } from '../../keys/binding.ts';
import { escapeKey, pages, scrollKeys, upAndDown } from '../../keys/motions.ts';
import type { Action } from '../../session/actions.ts';
import type { Session } from '../../session/session.ts';
import { shownRuns } from './shown-runs.ts';
import { isRunInUse, runInHand } from './state.ts';
import { textExtent } from './view.tsx';

/** Asks for a name or a note, which stands beside the run from then on. */
function askForNote({ runs }: Session): Action | undefined {
  const run = runInHand(runs);
  if (run === undefined) return undefined;
  return {
    type: 'edit started',
    target: { kind: 'run note', id: run.id },
    place: 'prompt',
    label: 'note',
    hint: 'a name or a note of your own for this run; empty takes it away',
    text: run.note ?? '',
    limit: NOTE_LIMIT,
  };
}

const isOnRun = ({ runs }: Session) => runInHand(runs) !== undefined;

/** As long as what is kept. */
const NOTE_LIMIT = 200;

/** Asks before a run is removed, and says where that leaves its market without one. */
function askToRemove({ runs }: Session): Action | undefined {
  const run = runInHand(runs);
  if (run === undefined) return undefined;
  const { coin, vsCurrency } = run.model;
  const text = isRunInUse(runs, run)
    ? `${run.id} is in use for ${coin} in ${vsCurrency}. Remove it for good, and leave no run in use?`
    : `Remove ${run.id} for good?`;
  return { type: 'asked', question: { text, yes: { type: 'run removal confirmed', id: run.id } } };
}

/** What can be done with the run in hand, `which` of two where two are compared. */
const commands = (which = ''): readonly Binding[] => [
  {
    keys: ['u'],
    shown: 'u',
    label: `use${which}`,
    help: `put the run${which} in use, where it is not: forecasts are made with it`,
    action: ({ runs }) => {
      const run = runInHand(runs);
      return run && { type: 'run use asked', id: run.id };
    },
    isOn: ({ runs }) => {
      const run = runInHand(runs);
      return run !== undefined && !isRunInUse(runs, run);
    },
  },
  {
    keys: ['n'],
    shown: 'n',
    label: `note${which}`,
    help: `give the run${which} a name or a note of your own`,
    action: askForNote,
    isOn: isOnRun,
  },
  {
    keys: ['x', 'backspace'],
    shown: 'x',
    label: `remove${which}`,
    help: `remove the run${which} for good; asks first`,
    action: askToRemove,
    isOn: isOnRun,
  },
];

const hasSeveral = ({ runs }: Session) => shownRuns(runs).length > 1;

/** The keys of the list of runs. */
const listKeys: readonly Binding[] = [
  { ...upAndDown('the run', 'run', (by) => ({ type: 'run moved', by })), isOn: hasSeveral },
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
  ...commands(),
  {
    keys: ['s'],
    shown: 's',
    label: 'sort',
    help: 'sort by the next column: when it was trained, coin, target, features, rows, test loss',
    action: { type: 'runs sorted' },
    isOn: hasSeveral,
  },
  {
    keys: ['S'],
    shown: 'S',
    label: 'turn',
    help: 'turn the order round',
    action: { type: 'runs turned round' },
    isOn: hasSeveral,
  },
  {
    keys: ['/'],
    shown: '/',
    label: 'filter',
    help: 'show only runs with a text in their name, note, coin, target, features or verdict',
    action: ({ runs }) => ({
      type: 'edit started',
      target: { kind: 'run filter' },
      place: 'prompt',
      label: 'filter',
      hint: 'a part of a name, a note, a coin, a target, a feature set or a verdict; empty shows all',
      text: runs.filter,
      limit: 60,
      isLight: true,
    }),
    isOn: ({ runs }) => (runs.list?.runs.length ?? 0) > 1,
  },
  {
    ...escapeKey('unmark', 'forget the marked run', { type: 'run closed' }),
    isOn: ({ runs }) => runs.marked !== undefined,
  },
  {
    ...escapeKey('all', 'show all runs again', { type: 'run closed' }),
    isOn: ({ runs }) => runs.marked === undefined && runs.filter !== '',
  },
];

/** The keys of a page that may be longer than the window. */
const pageKeys = (which = ''): readonly Binding[] => [
  {
    keys: ['escape', 'enter'],
    shown: 'Esc',
    label: 'back',
    help: 'back to the runs',
    action: { type: 'run closed' },
  },
  ...scrollKeys({
    what: 'the text',
    extentOf: ({ runs }, viewport) => textExtent(runs, viewport),
    topOf: ({ runs }) => runs.top,
    to: (top) => ({ type: 'run scrolled', top }),
  }),
  ...commands(which),
];

const list: KeyMode = { title: 'Runs', keys: listKeys, common: 'all' };
const open: KeyMode = {
  title: 'Runs, one shown whole',
  keys: [
    {
      keys: ['v', 'left', 'right'],
      shown: 'v',
      label: 'page',
      help: 'the summary, the loss as it fell, all weights',
      action: { type: 'run page turned' },
    },
    ...pageKeys(),
  ],
  common: 'all',
};
const compared: KeyMode = { title: 'Runs, two compared', keys: pageKeys(' B'), common: 'all' };

export const runsModes = [list, open, compared];

export function runsMode({ runs }: Session): KeyMode {
  if (runs.compared !== undefined) return compared;
  return runs.isOpen ? open : list;
}
