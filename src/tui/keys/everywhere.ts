import { screens, shownScreen } from '../screens.ts';
import type { Session } from '../session/session.ts';
import { neighbourTarget, taskOf } from '../session/task.ts';
import type { Binding } from './binding.ts';

const digitsOfScreens = screens.map(({ digit }) => digit).toSorted();

/** The digits of the screens. */
export const digits: Binding = {
  keys: digitsOfScreens,
  shown: `${digitsOfScreens[0]}–${digitsOfScreens.at(-1)}`,
  label: 'screens',
  help: 'the screen of that number',
  action: (_, key) => {
    const screen = screens.find(({ digit }) => digit === key);
    return screen && { type: 'screen chosen', screen: screen.name };
  },
  isQuiet: true,
};

/** Where the shown screen looks the same for every target, nobody would see that it has changed. */
const isSeen = (session: Session) => shownScreen(session).isOfTarget?.(session) === true;

/** Long work is about one target: while any runs, it stays. */
const isAtRest = (session: Session) => screens.every(({ working }) => working?.(session) === undefined);

/** The other keys of every screen. */
export const everywhere: readonly Binding[] = [
  {
    keys: ['tab'],
    shown: 'Tab',
    label: 'next screen',
    help: 'the next screen',
    action: { type: 'screen moved', by: 1 },
    isQuiet: true,
  },
  {
    keys: ['shift-tab'],
    shown: 'Shift-Tab',
    label: 'screen before',
    help: 'the screen before',
    action: { type: 'screen moved', by: -1 },
    isQuiet: true,
  },
  {
    keys: ['F'],
    shown: 'F',
    label: 'target',
    help: 'what is forecast, for every screen: direction, large moves, or beating bitcoin',
    action: (session) => ({
      type: 'task chosen',
      task: { ...taskOf(session), target: neighbourTarget(session, 1) },
    }),
    isOn: (session) => isSeen(session) && isAtRest(session),
  },
  {
    keys: ['T'],
    shown: 'T',
    label: 'theme',
    help: 'the next theme: dark, light, high contrast',
    action: { type: 'theme turned' },
    isQuiet: true,
  },
  {
    keys: ['?'],
    shown: '?',
    label: 'help',
    help: 'the keys of this screen, and what its terms mean',
    action: { type: 'help opened' },
  },
  {
    keys: ['q'],
    shown: 'q',
    label: 'quit',
    help: 'leave; asks while a training or a walk-forward runs',
    action: { type: 'quit asked' },
  },
];

/** The keys of every mode, whatever lies over the screen. */
export const always: readonly Binding[] = [
  {
    keys: ['ctrl-c'],
    shown: 'Ctrl-C',
    label: 'leave at once',
    help: 'leave at once, with exit code 130',
    action: { type: 'quit', exitCode: 130 },
    isQuiet: true,
  },
  {
    keys: ['ctrl-z'],
    shown: 'Ctrl-Z',
    label: 'suspend',
    help: 'suspend; fg brings the session back',
    action: { type: 'suspend asked' },
    isQuiet: true,
  },
];
