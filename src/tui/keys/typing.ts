import type { TextEdit } from '../session/text-field.ts';
import type { Binding } from './binding.ts';
import { escapeKey, upAndDown } from './motions.ts';

const edited = (edit: TextEdit) => ({ type: 'edited', edit }) as const;

const take: Binding = {
  keys: ['enter'],
  shown: 'Enter',
  label: 'done',
  help: 'take what is typed',
  action: { type: 'edit submitted' },
};

const leave: Binding = escapeKey('back', 'back; asks before what is typed is lost', { type: 'edit left' });

const moves = ['left', 'right', 'home', 'end'] as const;

const withinText: readonly Binding[] = [
  {
    keys: moves,
    shown: '←→ Home End',
    label: 'move',
    help: 'move within the text',
    action: (_, key) => moves.filter((kind) => kind === key).map((kind) => edited({ kind })),
  },
  {
    keys: ['backspace'],
    shown: '⌫',
    label: 'delete',
    help: 'delete backwards',
    action: edited({ kind: 'backspace' }),
  },
  {
    keys: ['ctrl-u'],
    shown: 'Ctrl-U',
    label: 'clear',
    help: 'delete everything typed',
    action: edited({ kind: 'clear' }),
  },
];

const nextField: Binding = {
  keys: ['up', 'down', 'tab', 'shift-tab'],
  shown: '↑↓',
  label: 'next field',
  help: 'take what is typed, and go to the next field',
  action: (_, key) => [
    { type: 'edit submitted' },
    { type: 'value moved', by: key === 'up' || key === 'shift-tab' ? -1 : 1 },
  ],
  isOn: ({ editing }) => editing?.target.kind === 'predict',
};

const completion: Binding = {
  keys: ['tab'],
  shown: 'Tab',
  label: 'complete',
  help: 'complete the path',
  action: { type: 'completion asked' },
  isOn: ({ editing }) => editing?.isPath === true,
};

/** While a field is edited keys are text; these are the others. */
export const editingKeys: readonly Binding[] = [take, leave, completion, ...withinText, nextField];

/** The keys of the search for a coin, in which letters are text. */
export const searchingKeys: readonly Binding[] = [
  { ...upAndDown('the coin found', 'coin', (by) => ({ type: 'coin moved', by })), keys: ['up', 'down'] },
  { ...take, label: 'choose' },
  leave,
  ...withinText.map((binding): Binding => ({ ...binding, isQuiet: true })),
];
