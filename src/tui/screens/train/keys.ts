import type { Binding } from '../../keys/binding.ts';
import { leftAndRight, upAndDown } from '../../keys/motions.ts';
import { settingText, trainField } from './settings.ts';

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

/** The keys of the form that a training begins with. */
export const trainFormKeys: readonly Binding[] = [
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

/** The keys while a training runs. */
export const trainingKeys: readonly Binding[] = [
  {
    keys: [' ', 'p'],
    shown: 'Space',
    label: 'pause',
    help: 'pause the training',
    action: { type: 'training paused' },
  },
  ...whileTraining,
];

/** The keys while a training is paused. */
export const trainingPausedKeys: readonly Binding[] = [
  {
    keys: [' ', 'p'],
    shown: 'Space',
    label: 'go on',
    help: 'go on with the training',
    action: { type: 'training resumed' },
  },
  ...whileTraining,
];

/** The keys of what a training came to. */
export const trainResultKeys: readonly Binding[] = [
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
