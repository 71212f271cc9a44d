import { featureSetNames, targetNames } from '../../../domain.ts';
import { featureSets } from '../../../features/engineer.ts';
import { optimizerNames } from '../../../learning/optimizer-names.ts';
import { at } from '../../../learning/vector.ts';
import { decimalIn, isWithin, type NumberRange } from '../../../numbers.ts';
import type { TrainSettings } from '../../../run.ts';
import { formatCompact, formatInteger, plural } from '../../../text/format.ts';
import { MOST_EPOCHS, trainRanges } from '../../../train-ranges.ts';

/** A field of the training form: what it shows, how it changes, what it takes, what it does. */
export interface TrainFieldDefinition {
  readonly name: keyof TrainSettings;
  readonly label: string;
  readonly range: string;
  /** What it does, in a line of the smallest window. */
  readonly brief: string;
  /** What else there is to know of it. */
  readonly more?: string;
  readonly show: (settings: TrainSettings) => string;
  /** What ← and → go through. */
  readonly choices: readonly TrainSettings[keyof TrainSettings][];
  /** The value that was typed; undefined where it is out of range. */
  readonly parse: (text: string) => TrainSettings[keyof TrainSettings] | undefined;
}

export type TrainField = keyof TrainSettings;

/** What stands behind a value that was not chosen. */
export const OF_SET = ', default of this set';

const wholeEpochs: NumberRange = {
  allowed: `a whole number, 1 to ${formatInteger(MOST_EPOCHS)}`,
  includes: (epochs) => Number.isInteger(epochs) && epochs >= 1 && epochs <= MOST_EPOCHS,
};

export const trainFields: readonly TrainFieldDefinition[] = [
  {
    name: 'target',
    label: 'target',
    range: targetNames.join(', '),
    brief: 'What is forecast of tomorrow, on every screen.',
    more: 'direction: whether the price is higher. large_move: whether it moves by more than the median of the last 90 moves. beats_bitcoin: whether the coin earns more than bitcoin.',
    show: ({ target }) => target,
    choices: targetNames,
    parse: (text) => targetNames.find((name) => name === text.replaceAll('-', '_')),
  },
  {
    name: 'delay',
    label: 'delay',
    range: trainRanges.delay.allowed,
    brief: 'How many of the newest days the features leave out.',
    more: 'With 1, a skill that stays could have been traded.',
    show: ({ delay }) => (delay === 0 ? 'none' : plural(delay, 'day')),
    choices: [0, 1, 2, 3],
    parse: (text) => numberIn(text, trainRanges.delay),
  },
  {
    name: 'featureSet',
    label: 'feature set',
    range: featureSetNames.join(', '),
    brief: 'Which features the model sees.',
    more: 'It brings its own scaler, l2 and half-life.',
    show: ({ featureSet }) => featureSet,
    choices: featureSetNames,
    parse: (text) => featureSetNames.find((name) => name === text),
  },
  {
    name: 'testSize',
    label: 'test size',
    range: trainRanges.testSize.allowed,
    brief: 'The newest share of rows, kept out to judge the model.',
    show: ({ testSize }) => testSize.toFixed(2),
    choices: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5],
    parse: (text) => numberIn(text, trainRanges.testSize),
  },
  {
    name: 'l2',
    label: 'l2',
    range: `${trainRanges.l2.allowed}, auto, or empty`,
    brief: 'The penalty on large weights.',
    more: 'More of it keeps forecasts nearer to the base rate. auto chooses it by folds of the training rows; empty is the default of this set.',
    show: ({ l2, featureSet }) =>
      l2 === null
        ? `${formatCompact(featureSets[featureSet].defaultL2)}${OF_SET}`
        : l2 === 'auto'
          ? 'automatic'
          : String(l2),
    choices: [null, 'auto', 0.1, 1, 10, 100, 1000, 10_000],
    parse: (text) => (text === '' ? null : text === 'auto' ? text : numberIn(text, trainRanges.l2)),
  },
  {
    name: 'halfLife',
    label: 'half-life',
    range: `${trainRanges.halfLife.allowed}, none, or empty`,
    brief: 'The age in days at which a row has half the weight.',
    more: 'none: all have the same; empty: the default of this set.',
    show: ({ halfLife, featureSet }) =>
      halfLife === null ? `${featureSets[featureSet].defaultHalfLife ?? 'none'}${OF_SET}` : String(halfLife),
    choices: [null, 'none', 365, 730, 1500, 3000],
    parse: (text) => (text === '' ? null : text === 'none' ? text : numberIn(text, trainRanges.halfLife)),
  },
  {
    name: 'window',
    label: 'window',
    range: `${trainRanges.window.allowed}, or empty`,
    brief: 'How many of the newest training rows are used.',
    more: 'empty: all of them. tune says which it would choose.',
    show: ({ window }) => (window === null ? 'all rows' : formatInteger(window)),
    choices: [null, 365, 730, 1460],
    parse: (text) => (text === '' ? null : numberIn(text, trainRanges.window)),
  },
  {
    name: 'optimizer',
    label: 'optimizer',
    range: optimizerNames.join(', '),
    brief: 'The method of descent. All three end in the same place.',
    more: 'preconditioned takes the fewest epochs.',
    show: ({ optimizer }) => optimizer,
    choices: optimizerNames,
    parse: (text) => optimizerNames.find((name) => name === text),
  },
  {
    name: 'learningRate',
    label: 'learning rate',
    range: `${trainRanges.learningRate.allowed}, or empty`,
    brief: 'The length of a step.',
    more: '1/L, from the data, which empty stands for, is the longest that never raises the objective.',
    show: ({ learningRate }) => (learningRate === null ? '1/L' : String(learningRate)),
    choices: [null, 1e-4, 1e-3, 1e-2, 0.1],
    parse: (text) => (text === '' ? null : numberIn(text, trainRanges.learningRate)),
  },
  {
    name: 'epochs',
    label: 'epochs',
    range: wholeEpochs.allowed,
    brief: 'The most passes over the training rows.',
    more: 'It may stop there before it has converged.',
    show: ({ epochs }) => formatInteger(epochs),
    choices: [10, 100, 1000, 10_000, 100_000],
    parse: (text) => numberIn(text, wholeEpochs),
  },
  {
    name: 'tolerance',
    label: 'tolerance',
    range: trainRanges.tolerance.allowed,
    brief: 'Training stops when the gradient is at most this.',
    more: 'What counts is its largest part, divided by the rows.',
    show: ({ tolerance }) => formatCompact(tolerance),
    choices: [1e-4, 1e-6, 1e-8, 1e-10],
    parse: (text) => numberIn(text, trainRanges.tolerance),
  },
];

/** The definition of a field of the form. */
export function trainField(name: TrainField): TrainFieldDefinition {
  return at(
    trainFields,
    trainFields.findIndex((field) => field.name === name),
  );
}

/** The settings with one of them moved to its next or previous choice. */
export function changeSetting(settings: TrainSettings, name: TrainField, by: 1 | -1): TrainSettings {
  const { choices } = trainField(name);
  const place = choices.indexOf(settings[name]);
  const next = choices[(Math.max(0, place) + (place < 0 ? 0 : by) + choices.length) % choices.length];
  return next === undefined ? settings : { ...settings, [name]: next };
}

/** The settings with what was typed for one of them; undefined where it cannot be that. */
export function typeSetting(
  settings: TrainSettings,
  name: TrainField,
  text: string,
): TrainSettings | undefined {
  const value = trainField(name).parse(text.trim().replaceAll(',', ''));
  return value === undefined ? undefined : { ...settings, [name]: value };
}

/** What a field starts with when it is typed into. */
export function settingText(settings: TrainSettings, name: TrainField): string {
  const value = settings[name];
  return value === null ? '' : String(value);
}

/** Settings from an earlier session, as far as they still fit. */
export function settingsFrom(
  stored: Readonly<Record<string, unknown>>,
  settings: TrainSettings,
): TrainSettings {
  return trainFields.reduce((kept, { name }) => {
    const value = stored[name];
    if (value === undefined) return kept;
    return typeSetting(kept, name, value === null ? '' : String(value)) ?? kept;
  }, settings);
}

function numberIn(text: string, range: NumberRange): number | undefined {
  const value = decimalIn(text);
  return isWithin(value, range) ? value : undefined;
}
