import { evaluateKeys, evaluatingKeys } from './keys/evaluate.ts';
import { monitorKeys, retrainingKeys } from './keys/monitor.ts';
import { roomIn } from './layout.ts';
import type { Action } from './state/actions.ts';
import { isFetching } from './state/data.ts';
import { isWalking } from './state/evaluate.ts';
import { isRetraining } from './state/monitor.ts';
import { runUnderCursor } from './state/runs.ts';
import { type Session, screenDigits, screenNames } from './state/session.ts';
import { settingText, trainField } from './state/train-settings.ts';
import type { KeyName } from './typed.ts';

/** Where the session is, as far as keys are concerned. */
export const modes = [
  'editing',
  'searching',
  'question',
  'help',
  'overlay run',
  'data',
  'features',
  'train form',
  'training',
  'training paused',
  'train result',
  'predict',
  'predict field',
  'runs',
  'runs open',
  'evaluate',
  'evaluating',
  'monitor',
  'retraining',
] as const;
export type Mode = (typeof modes)[number];

type Reaction = Action | readonly Action[] | undefined;

/** A key that does something: dispatch, the footer, the help and the README's table are made from these. */
export interface Binding {
  readonly keys: readonly KeyName[];
  /** How the footer and the help write the keys. */
  readonly shown: string;
  readonly label: string;
  readonly help: string;
  readonly action: Action | ((session: Session, key: KeyName) => Reaction);
  /** Whether it is left out of the footer, which has little room. */
  readonly isQuiet?: true;
  /** Whether it does something now; where it does not, the footer leaves it out. */
  readonly isOn?: (session: Session) => boolean;
}

/** The rows that a table shows at once. */
export function pageOf({ window }: Session): number {
  return Math.max(1, roomIn(window).height - 4);
}

const everywhere: readonly Binding[] = [
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
    keys: Object.values(screenDigits),
    shown: `1–${Object.values(screenDigits).at(-1)}`,
    label: 'screens',
    help: 'the screen of that number',
    action: (_, key) => {
      const screen = screenNames.find((name) => screenDigits[name] === key);
      return screen && { type: 'screen chosen', screen };
    },
    isQuiet: true,
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

const always: readonly Binding[] = [
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

const upAndDown = (what: string, label: string, move: (by: 1 | -1) => Action): Binding => ({
  keys: ['up', 'k', 'down', 'j'],
  shown: '↑↓',
  label,
  help: what,
  action: (_, key) => move(key === 'up' || key === 'k' ? -1 : 1),
});

const leftAndRight = (what: string, label: string, move: (by: 1 | -1) => Action): Binding => ({
  keys: ['left', 'h', 'right', 'l'],
  shown: '←→',
  label,
  help: what,
  action: (_, key) => move(key === 'left' || key === 'h' ? -1 : 1),
});

const pages = (what: string, move: (by: number) => Action): readonly Binding[] => [
  {
    keys: ['pageup', 'pagedown'],
    shown: 'PgUp PgDn',
    label: 'page',
    help: `a page of ${what}`,
    action: (session, key) => move(key === 'pageup' ? -pageOf(session) : pageOf(session)),
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

const prompt = (kind: 'import' | 'jump' | 'open' | 'save', label: string, hint: string): Action => ({
  type: 'edit started',
  target: { kind },
  label,
  hint,
  text: '',
});

const search: Action = {
  type: 'edit started',
  target: { kind: 'search' },
  label: 'coin',
  hint: 'a name, a symbol or a CoinGecko id',
  text: '',
  limit: 100,
};

const overlayPicker: Binding = {
  keys: ['o'],
  shown: 'o',
  label: 'overlay',
  help: 'lay the loss of an earlier run under this one',
  action: { type: 'overlay picker opened' },
  isOn: ({ runs }) => (runs.list?.runs.length ?? 0) > 0,
};

const logarithmic: Binding = {
  keys: ['l', 'L'],
  shown: 'l',
  label: 'log epochs',
  help: 'epochs on a logarithmic axis, or on an even one',
  action: { type: 'epochs scaled' },
};

const data: readonly Binding[] = [
  upAndDown('the field below the chart: coin, currency, days', 'field', (by) => ({
    type: 'data field moved',
    by,
  })),
  {
    keys: ['enter', 'f'],
    shown: 'Enter',
    label: 'fetch',
    help: 'ask CoinGecko for what is missing',
    action: { type: 'fetch asked' },
    isOn: ({ data }) => !isFetching(data),
  },
  {
    keys: ['escape'],
    shown: 'Esc',
    label: 'cancel',
    help: 'cancel a fetch',
    action: { type: 'fetch cancelled' },
    isOn: ({ data }) => isFetching(data),
  },
  {
    keys: ['e', ' '],
    shown: 'e',
    label: 'edit',
    help: 'type into the field',
    action: ({ data: { field }, market, days }) =>
      field === 'coin'
        ? search
        : {
            type: 'edit started',
            target: { kind: 'data', field },
            label: field === 'days' ? 'days' : 'currency',
            hint: field === 'days' ? 'a number of days, or max' : 'usd, eur, btc …',
            text: field === 'days' ? String(days) : market.vsCurrency,
            limit: 10,
          },
  },
  { keys: ['/', 'c'], shown: '/', label: 'coin', help: 'search for a coin by name', action: search },
  {
    keys: ['[', ']', 'left', 'right', 'h', 'l'],
    shown: '[ ]',
    label: 'range',
    help: 'a shorter or a longer range: 30 days, 90 days, a year, everything',
    action: (_, key) => ({ type: 'range moved', by: ['[', 'left', 'h'].includes(key) ? -1 : 1 }),
  },
  {
    keys: ['i'],
    shown: 'i',
    label: 'import',
    help: 'merge a CSV file into the stored history of this coin',
    action: prompt('import', 'CSV file', 'a path; CoinGecko’s export, or date,price,market_cap,total_volume'),
  },
  {
    keys: ['r'],
    shown: 'r',
    label: 'retry',
    help: 'ask CoinGecko again after a failure',
    action: { type: 'fetch asked' },
    isOn: ({ data }) => data.fetch.kind === 'failed',
  },
];

const features: readonly Binding[] = [
  upAndDown('the row', 'row', (by) => ({ type: 'row moved', by })),
  leftAndRight('the column; the date stays where it is', 'column', (by) => ({ type: 'column moved', by })),
  ...pages('rows', (by) => ({ type: 'row moved', by })),
  {
    keys: ['s', 'enter'],
    shown: 's',
    label: 'sort',
    help: 'sort by the column; once more turns the order round',
    action: { type: 'column sorted' },
    isOn: ({ features }) => features.shown === 'rows',
  },
  {
    keys: ['/', 'd'],
    shown: '/',
    label: 'go to date',
    help: 'go to the row of a date',
    action: { ...prompt('jump', 'date', 'YYYY-MM-DD'), limit: 10 } as Action,
  },
  {
    keys: ['v'],
    shown: 'v',
    label: 'summary',
    help: 'rows, or a summary of each feature',
    action: { type: 'summary toggled' },
  },
  {
    keys: ['x'],
    shown: 'x',
    label: 'export CSV',
    help: 'write the rows to data/features/',
    action: { type: 'features export asked' },
    isOn: ({ features }) => features.view !== undefined,
  },
];

const trainForm: readonly Binding[] = [
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'train',
    help: 'train with these settings, save the run and put it in use',
    action: { type: 'training asked' },
  },
  upAndDown('the setting', 'setting', (by) => ({ type: 'train field moved', by })),
  leftAndRight('the setting’s next or previous choice', 'change', (by) => ({ type: 'setting changed', by })),
  {
    keys: ['e'],
    shown: 'e',
    label: 'type',
    help: 'type the setting’s value',
    action: ({ train: { field, settings } }) => ({
      type: 'edit started',
      target: { kind: 'train', field },
      label: trainField(field)?.label ?? field,
      hint: trainField(field)?.range ?? '',
      text: settingText(settings, field),
      limit: 32,
    }),
  },
  overlayPicker,
];

const whileTraining: readonly Binding[] = [
  {
    keys: ['s'],
    shown: 's',
    label: 'step',
    help: 'one epoch, then pause',
    action: { type: 'training stepped' },
  },
  {
    keys: ['escape'],
    shown: 'Esc',
    label: 'cancel',
    help: 'cancel the training; nothing is saved',
    action: { type: 'training cancel asked' },
  },
  overlayPicker,
  logarithmic,
];

const training: readonly Binding[] = [
  {
    keys: [' ', 'p'],
    shown: 'Space',
    label: 'pause',
    help: 'pause the training',
    action: { type: 'training paused' },
  },
  ...whileTraining,
];

const trainingPaused: readonly Binding[] = [
  {
    keys: [' ', 'p'],
    shown: 'Space',
    label: 'go on',
    help: 'go on with the training',
    action: { type: 'training resumed' },
  },
  ...whileTraining,
];

const trainResult: readonly Binding[] = [
  {
    keys: ['v', 'left', 'right'],
    shown: 'v',
    label: 'next page',
    help: 'the loss, the metrics, the weights',
    action: { type: 'train page turned' },
  },
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'again',
    help: 'train once more with the same settings',
    action: { type: 'training asked' },
  },
  {
    keys: ['escape'],
    shown: 'Esc',
    label: 'settings',
    help: 'back to the settings',
    action: { type: 'train form shown' },
  },
  overlayPicker,
  logarithmic,
];

const editValue = ({ predict }: Session, typed?: string): Action | undefined => {
  const index = predict.field ?? 0;
  const text = predict.texts[index];
  if (text === undefined) return undefined;
  return {
    type: 'edit started',
    target: { kind: 'predict', index },
    label: predict.run?.model.features[index] ?? '',
    hint: 'a number',
    text,
    ...(typed === undefined ? {} : { typed }),
    limit: 32,
  };
};

const predictCommands: readonly Binding[] = [
  {
    keys: ['n'],
    shown: 'n',
    label: 'newest day',
    help: 'back to the values of the newest complete day',
    action: { type: 'values reset' },
  },
  {
    keys: ['u'],
    shown: 'u',
    label: 'undo',
    help: 'take the last change back',
    action: { type: 'values undone' },
    isOn: ({ predict }) => predict.past.length > 0,
  },
  {
    keys: ['o'],
    shown: 'o',
    label: 'open JSON',
    help: 'fill the fields from a JSON file',
    action: prompt('open', 'JSON file', 'a path; one object of feature values'),
  },
  {
    keys: ['w'],
    shown: 'w',
    label: 'save JSON',
    help: 'write the fields to a JSON file, which predict --json takes',
    action: prompt('save', 'JSON file', 'a path; an existing file is replaced'),
  },
];

const hasRun = ({ predict }: Session) => predict.run !== undefined;

const predictFields = (label: string): Binding => ({
  ...upAndDown('the field', label, (by) => ({ type: 'value moved', by })),
  isOn: hasRun,
});

const predict: readonly Binding[] = [
  predictFields('choose a field'),
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'edit',
    help: 'choose the first field; once more, edit it',
    action: { type: 'value moved', by: 0 },
    isOn: hasRun,
  },
  ...predictCommands.map((binding) => ({
    ...binding,
    isOn: (session: Session) => hasRun(session) && (binding.isOn?.(session) ?? true),
  })),
];

const predictField: readonly Binding[] = [
  predictFields('field'),
  {
    keys: [...'0123456789.-+'],
    shown: '0–9',
    label: 'type over',
    help: 'type another value over this one; the forecast follows',
    action: (session, key) => {
      const start = editValue(session, '');
      return start && [start, { type: 'edited', edit: { kind: 'insert', text: key } }];
    },
  },
  {
    keys: ['enter', 'e'],
    shown: 'Enter',
    label: 'edit',
    help: 'edit the value',
    action: (session) => editValue(session),
  },
  {
    keys: ['escape'],
    shown: 'Esc',
    label: 'leave fields',
    help: 'leave the fields; digits choose screens again',
    action: { type: 'value left' },
  },
  ...pages('fields', (by) => ({ type: 'value moved', by })),
  ...predictCommands,
];

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

const runs: readonly Binding[] = [
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

const runsOpen: readonly Binding[] = [
  {
    keys: ['escape', 'enter'],
    shown: 'Esc',
    label: 'back',
    help: 'back to the runs',
    action: { type: 'run closed' },
  },
  ...runCommands,
];

const move = (kind: 'left' | 'right' | 'home' | 'end' | 'backspace' | 'clear'): Action => ({
  type: 'edited',
  edit: { kind },
});

/** While a field is edited keys are text; these are the others. */
const editing: readonly Binding[] = [
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'done',
    help: 'take what is typed',
    action: { type: 'edit submitted' },
  },
  {
    keys: ['escape'],
    shown: 'Esc',
    label: 'back',
    help: 'back; asks before what is typed is lost',
    action: { type: 'edit left' },
  },
  {
    keys: ['left', 'right', 'home', 'end'],
    shown: '←→ Home End',
    label: 'move',
    help: 'move within the text',
    action: (_, key) => move(key as 'left'),
  },
  { keys: ['backspace'], shown: '⌫', label: 'delete', help: 'delete backwards', action: move('backspace') },
  {
    keys: ['ctrl-u'],
    shown: 'Ctrl-U',
    label: 'clear',
    help: 'delete everything typed',
    action: move('clear'),
  },
  {
    keys: ['up', 'down', 'tab', 'shift-tab'],
    shown: '↑↓',
    label: 'next field',
    help: 'take what is typed, and go to the next field',
    action: ({ editing }, key) =>
      editing?.target.kind === 'predict'
        ? [
            { type: 'edit submitted' },
            { type: 'value moved', by: key === 'up' || key === 'shift-tab' ? -1 : 1 },
          ]
        : undefined,
    isOn: ({ editing }) => editing?.target.kind === 'predict',
  },
];

const searching: readonly Binding[] = [
  upAndDown('the coin found', 'coin', (by) => ({ type: 'coin moved', by })),
  ...editing
    .slice(0, 2)
    .map((binding) => (binding.shown === 'Enter' ? { ...binding, label: 'choose' } : binding)),
  ...editing.slice(2, 5).map((binding) => ({ ...binding, isQuiet: true as const })),
].map((binding) => ({ ...binding, keys: binding.keys.filter((key) => !['j', 'k'].includes(key)) }));

const question: readonly Binding[] = [
  { keys: ['y', 'Y'], shown: 'y', label: 'yes', help: 'yes', action: { type: 'answered', isYes: true } },
  {
    keys: ['n', 'N', 'escape'],
    shown: 'n',
    label: 'no',
    help: 'no',
    action: { type: 'answered', isYes: false },
  },
];

const help: readonly Binding[] = [
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

const overlayRun: readonly Binding[] = [
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

/** Every key of the session, by mode. What is first wins. */
export const bindings: Readonly<Record<Mode, readonly Binding[]>> = {
  editing: [...editing, ...always],
  searching: [...searching, ...always],
  question: [...question, ...always],
  help: [...help, ...always],
  'overlay run': [...overlayRun, ...always],
  data: [...data, ...everywhere, ...always],
  features: [...features, ...everywhere, ...always],
  'train form': [...trainForm, ...everywhere, ...always],
  training: [...training, ...everywhere, ...always],
  'training paused': [...trainingPaused, ...everywhere, ...always],
  'train result': [...trainResult, ...everywhere, ...always],
  predict: [...predict, ...everywhere, ...always],
  'predict field': [...predictField, ...everywhere.filter(({ keys }) => !keys.includes('1')), ...always],
  runs: [...runs, ...everywhere, ...always],
  'runs open': [...runsOpen, ...everywhere, ...always],
  evaluate: [...evaluateKeys, ...everywhere, ...always],
  evaluating: [...evaluatingKeys, ...everywhere, ...always],
  monitor: [...monitorKeys, ...everywhere, ...always],
  retraining: [...retrainingKeys, ...everywhere, ...always],
};

export function modeOf(session: Session): Mode {
  if (session.question !== undefined) return 'question';
  if (session.editing !== undefined)
    return session.editing.target.kind === 'search' ? 'searching' : 'editing';
  if (session.overlay !== undefined) return session.overlay.kind;
  return screenMode(session);
}

/** The mode of the screen below whatever lies over it. */
export function screenMode({ screen, train, predict, runs, evaluate, monitor }: Session): Mode {
  switch (screen) {
    case 'train':
      return { form: 'train form', running: 'training', paused: 'training paused', result: 'train result' }[
        train.stage
      ] as Mode;
    case 'predict':
      return predict.field === undefined ? 'predict' : 'predict field';
    case 'runs':
      return runs.isOpen || runs.compared !== undefined ? 'runs open' : 'runs';
    case 'evaluate':
      return isWalking(evaluate) ? 'evaluating' : 'evaluate';
    case 'monitor':
      return isRetraining(monitor) ? 'retraining' : 'monitor';
    default:
      return screen;
  }
}

/** What a key does now: nothing, or one or more actions. */
export function actionsOf(session: Session, key: KeyName): readonly Action[] {
  const binding = bindings[modeOf(session)].find(
    ({ keys, isOn }) => keys.includes(key) && (isOn?.(session) ?? true),
  );
  if (binding === undefined) return [];
  const reaction = typeof binding.action === 'function' ? binding.action(session, key) : binding.action;
  if (reaction === undefined) return [];
  return 'type' in reaction ? [reaction] : reaction;
}

/** The keys that the footer shows now. */
export function footerKeys(session: Session): readonly Binding[] {
  return bindings[modeOf(session)].filter(({ isQuiet, isOn }) => !isQuiet && (isOn?.(session) ?? true));
}
