import { ANY_OTHER, type Binding, type KeyMode } from '../../keys/binding.ts';
import { escapeKey, leftAndRight, upAndDown } from '../../keys/motions.ts';
import type { Action } from '../../session/actions.ts';
import type { Session } from '../../session/session.ts';
import { neighbourTarget, taskOf } from '../../session/task.ts';
import { changeSetting, settingText, trainField } from './settings.ts';
import { isDrawing, overlayRuns, type TrainStage } from './state.ts';

const overlayPicker: Binding = {
  keys: ['o'],
  shown: 'o',
  label: 'overlay',
  help: 'show the loss of an earlier run in the same chart',
  action: { type: 'overlay picker opened' },
  isOn: (session) => overlayRuns(session).length > 0,
};

const logarithmic: Binding = {
  keys: ['l', 'L'],
  shown: 'l',
  label: 'log epochs',
  help: 'epochs on a logarithmic axis, or on an even one',
  action: { type: 'epochs scaled' },
  isForEyes: true,
  isOn: ({ train }) => train.page === 'loss',
};

/** The field moved to its next or previous choice; what is forecast is every screen's. */
function changed(session: Session, by: 1 | -1): Action {
  const { field, settings } = session.train;
  const task = taskOf(session);
  if (field === 'target')
    return { type: 'task chosen', task: { ...task, target: neighbourTarget(session, by) } };
  if (field !== 'delay') return { type: 'setting changed', by };
  return { type: 'task chosen', task: { ...task, delay: changeSetting(settings, field, by).delay } };
}

/** The keys of the form that a training begins with. */
const trainFormKeys: readonly Binding[] = [
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'train',
    help: 'train with these settings, save the run and put it in use',
    action: { type: 'training asked' },
  },
  upAndDown('the setting', 'setting', (by) => ({ type: 'train field moved', by })),
  leftAndRight('the setting’s next or previous choice', 'change', (by, session) => changed(session, by)),
  {
    keys: ['e'],
    shown: 'e',
    label: 'type',
    help: 'type the setting’s value',
    action: ({ train: { field, settings } }) => ({
      type: 'edit started',
      target: { kind: 'train', field },
      place: 'field',
      label: trainField(field).label,
      hint: trainField(field).range,
      text: settingText(settings, field),
      limit: 32,
    }),
  },
  overlayPicker,
];

/** So many seconds are worth a question before they are lost. */
const LONG_SECONDS = 10;

function cancel({ train: { now } }: Session): Action {
  const yes: Action = { type: 'training cancel asked' };
  const seconds = now === undefined || now.epochsPerSecond === 0 ? 0 : now.epoch / now.epochsPerSecond;
  if (seconds < LONG_SECONDS) return yes;
  const text = `It has trained for ${Math.round(seconds)} s. Cancel, and lose that?`;
  return { type: 'asked', question: { text, yes, isOfWork: true } };
}

const step: Binding = {
  keys: ['s'],
  shown: 's',
  label: 'step',
  help: 'one epoch, then pause',
  action: { type: 'training stepped' },
};

const pace: Binding = {
  keys: ['+', '=', '-', '−'],
  shown: '+ −',
  label: 'pace',
  help: 'draw the training faster, to at once, or slower; also the next one, and in later sessions',
  action: (_, key) => ({ type: 'drawing paced', by: key === '+' || key === '=' ? 1 : -1 }),
  isForEyes: true,
};

const whileTraining: readonly Binding[] = [
  step,
  escapeKey('cancel', 'cancel the training; nothing is saved; asks where it has run for long', cancel),
  pace,
  overlayPicker,
  logarithmic,
];

const pause: Binding = {
  keys: [' ', 'p'],
  shown: 'Space',
  label: 'pause',
  help: 'pause the training',
  action: { type: 'training paused' },
};

const goOn: Binding = {
  keys: [' ', 'p'],
  shown: 'Space',
  label: 'go on',
  help: 'go on with the training',
  action: { type: 'training resumed' },
};

/** The keys while a training that is over and saved is drawn; going on and stopping as while it runs. */
const whileDrawn: readonly Binding[] = [
  step,
  pace,
  {
    keys: [ANY_OTHER],
    shown: 'any key',
    label: 'the end',
    help: 'any other key: show the end at once',
    action: { type: 'training drawn' },
  },
];

/** The keys of what a training came to. */
const trainResultKeys: readonly Binding[] = [
  {
    keys: ['v', 'left', 'right'],
    shown: 'v',
    label: 'next page',
    help: 'the loss, the metrics, the weights',
    action: { type: 'train page turned' },
  },
  {
    keys: ['u'],
    shown: 'u',
    label: 'use',
    help: 'put the run in use, where it is not: forecasts are made with it',
    action: ({ train: { result } }) => result && { type: 'run use asked', id: result.id },
    isOn: ({ train: { result, isUsed } }) => result !== undefined && !isUsed,
  },
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'again',
    help: 'train once more with the same settings',
    action: { type: 'training asked' },
  },
  escapeKey('settings', 'back to the settings', { type: 'train form shown' }),
  overlayPicker,
  logarithmic,
];

/** The keys of the list that a run to lay under a training is chosen from. */
const pickerKeys: readonly Binding[] = [
  {
    ...upAndDown('the run', 'run', (by) => ({ type: 'overlay picker moved', by })),
    isOn: (session) => overlayRuns(session).length > 1,
  },
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'overlay it',
    help: 'show the loss of this run, too',
    action: (session) => ({
      type: 'overlay chosen',
      run: overlayRuns(session)[session.train.picker ?? 0],
    }),
  },
  {
    keys: ['x', 'backspace'],
    shown: 'x',
    label: 'none',
    help: 'show no other run',
    action: { type: 'overlay chosen', run: undefined },
    isOn: ({ train }) => train.overlay !== undefined,
  },
  escapeKey('back', 'back', { type: 'overlay picker closed' }),
];

const picking: KeyMode = { title: 'Train, the list of runs to overlay', keys: pickerKeys, common: 'none' };
const stages: Readonly<Record<TrainStage, KeyMode>> = {
  form: { title: 'Train, the settings', keys: trainFormKeys, common: 'all' },
  running: { title: 'Train, while it runs', keys: [pause, ...whileTraining], common: 'all' },
  paused: { title: 'Train, while it is paused', keys: [goOn, ...whileTraining], common: 'all' },
  result: { title: 'Train, the result', keys: trainResultKeys, common: 'all' },
};

const drawn: KeyMode = {
  title: 'Train, while it is drawn',
  keys: [pause, ...whileDrawn],
  common: 'all',
};
const drawnPaused: KeyMode = {
  title: 'Train, while its drawing is paused',
  keys: [goOn, ...whileDrawn],
  common: 'all',
};

export const trainModes = [...Object.values(stages), drawn, drawnPaused, picking];

export function trainMode({ train }: Session): KeyMode {
  if (train.picker !== undefined) return picking;
  if (isDrawing(train)) return train.stage === 'paused' ? drawnPaused : drawn;
  return stages[train.stage];
}
