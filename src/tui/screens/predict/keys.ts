import { at } from '../../../learning/vector.ts';
import type { Binding, KeyMode } from '../../keys/binding.ts';
import { escapeKey, pages, upAndDown } from '../../keys/motions.ts';
import { pathPrompt } from '../../keys/prompt.ts';
import type { Action } from '../../session/actions.ts';
import type { Session } from '../../session/session.ts';
import { isNewestDay } from './state.ts';

const editValue = ({ predict: { run, field, texts } }: Session, typed?: string): Action | undefined => {
  const index = field ?? 0;
  const text = texts[index];
  if (run === undefined || text === undefined) return undefined;
  return {
    type: 'edit started',
    target: { kind: 'predict', index },
    place: 'field',
    label: at(run.model.features, index),
    hint: 'a number',
    text,
    ...(typed === undefined ? {} : { typed }),
    limit: 32,
    isLight: true,
  };
};

/** Whether what is shown is a forecast of tomorrow: not of values typed over, nor of a day that is past. */
const isTomorrow = ({ predict, data }: Session) =>
  isNewestDay(predict) && data.chart?.quality.isStale === false;

const predictCommands: readonly Binding[] = [
  {
    keys: ['f'],
    shown: 'f',
    label: 'log forecast',
    help: 'log tomorrow’s forecast: Monitor compares it with what comes; nothing else logs one',
    action: { type: 'forecast log asked' },
    isOn: isTomorrow,
  },
  {
    keys: ['n'],
    shown: 'n',
    label: 'newest day',
    help: 'back to the values of the newest complete day',
    action: { type: 'values reset' },
    isOn: ({ predict }) => !isNewestDay(predict),
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
    action: pathPrompt('open', 'JSON file', 'a path; one object of feature values'),
  },
  {
    keys: ['w'],
    shown: 'w',
    label: 'save JSON',
    help: 'write the fields to a JSON file, which predict --json takes',
    action: pathPrompt('save', 'JSON file', 'a path; an existing file is replaced'),
  },
];

const hasRun = ({ predict }: Session) => predict.run !== undefined;

const predictFields = (label: string): Binding => ({
  ...upAndDown('the field', label, (by) => ({ type: 'value moved', by })),
  isOn: hasRun,
});

/** The keys of the Predict screen while no field is chosen. */
const predictKeys: readonly Binding[] = [
  predictFields('fields'),
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'edit',
    help: 'edit the first value',
    action: (session) => {
      const edit = editValue(session);
      return edit && [{ type: 'value moved', by: 0 }, edit];
    },
    isOn: hasRun,
  },
  ...predictCommands.map((binding) => ({
    ...binding,
    isOn: (session: Session) => hasRun(session) && (binding.isOn?.(session) ?? true),
  })),
];

/** The keys while a field of the Predict screen is chosen. */
const predictFieldKeys: readonly Binding[] = [
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
  escapeKey('leave fields', 'leave the fields; digits choose screens again', { type: 'value left' }),
  ...pages('fields', (by) => ({ type: 'value moved', by })),
  ...predictCommands,
];

const looking: KeyMode = { title: 'Predict', keys: predictKeys, common: 'all' };
const inFields: KeyMode = {
  title: 'Predict, in the fields',
  keys: predictFieldKeys,
  common: 'without digits',
};

export const predictModes = [looking, inFields];

export function predictMode({ predict }: Session): KeyMode {
  return predict.field === undefined ? looking : inFields;
}
