import { type FeatureSetName, featureSetNames } from '../../domain.ts';
import type { OptimizerName } from '../../learning/optimizer-names.ts';
import { featureSets } from '../../pipeline/features/engineer.ts';
import { formatCompact, formatInteger } from '../../presentation/format.ts';
import type { TrainSettings } from '../../run.ts';

/** A field of the training form: what it shows, how it changes, what it takes, what it does. */
export interface TrainFieldDefinition {
  readonly name: keyof TrainSettings;
  readonly label: string;
  readonly range: string;
  readonly help: string;
  readonly show: (settings: TrainSettings) => string;
  /** What ← and → go through. */
  readonly choices: readonly TrainSettings[keyof TrainSettings][];
  /** The value that was typed; undefined where it is out of range. */
  readonly parse: (text: string) => TrainSettings[keyof TrainSettings] | undefined;
}

export type TrainField = keyof TrainSettings;

const optimizerNames = [
  'nesterov',
  'gradient-descent',
  'preconditioned',
] as const satisfies readonly OptimizerName[];

export const trainFields: readonly TrainFieldDefinition[] = [
  {
    name: 'featureSet',
    label: 'feature set',
    range: featureSetNames.join(', '),
    help: 'Which features the model sees. It brings its own scaler and its own l2.',
    show: ({ featureSet }) => featureSet,
    choices: featureSetNames,
    parse: (text) => featureSetNames.find((name) => name === text),
  },
  {
    name: 'testSize',
    label: 'test size',
    range: 'above 0 and below 1',
    help: 'The newest share of rows, kept out of the training and used to judge it.',
    show: ({ testSize }) => testSize.toFixed(2),
    choices: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5],
    parse: (text) => numberIn(text, (share) => share > 0 && share < 1),
  },
  {
    name: 'l2',
    label: 'l2',
    range: '0 to 1e12, or nothing for the set’s own',
    help: 'The penalty on large weights. More of it makes forecasts more cautious, nearer to the base rate.',
    show: ({ l2, featureSet }) =>
      l2 === null ? `${formatCompact(featureSets[featureSet].defaultL2)}, the set’s own` : String(l2),
    choices: [null, 0.1, 1, 10, 100, 1000, 10_000],
    parse: (text) => (text === '' ? null : numberIn(text, (penalty) => penalty >= 0 && penalty <= 1e12)),
  },
  {
    name: 'optimizer',
    label: 'optimizer',
    range: optimizerNames.join(', '),
    help: 'How it descends. All three end in the same place; preconditioned takes the fewest epochs.',
    show: ({ optimizer }) => optimizer,
    choices: optimizerNames,
    parse: (text) => optimizerNames.find((name) => name === text),
  },
  {
    name: 'learningRate',
    label: 'learning rate',
    range: 'above 0 to 1e12, or nothing for 1/L',
    help: 'The length of a step. 1/L, computed from the data, is the longest that surely goes downhill.',
    show: ({ learningRate }) => (learningRate === null ? '1/L' : String(learningRate)),
    choices: [null, 1e-4, 1e-3, 1e-2, 0.1],
    parse: (text) => (text === '' ? null : numberIn(text, (step) => step > 0 && step <= 1e12)),
  },
  {
    name: 'epochs',
    label: 'epochs',
    range: 'a whole number, 1 to 10,000,000',
    help: 'The ceiling: it stops after so many passes over the data, converged or not.',
    show: ({ epochs }) => formatInteger(epochs),
    choices: [10, 100, 1000, 10_000, 100_000],
    parse: (text) =>
      numberIn(text, (epochs) => Number.isInteger(epochs) && epochs >= 1 && epochs <= 10_000_000),
  },
  {
    name: 'tolerance',
    label: 'tolerance',
    range: 'above 0 and below 1',
    help: 'It stops where the largest part of the gradient, divided by the rows, is at most this.',
    show: ({ tolerance }) => formatCompact(tolerance),
    choices: [1e-4, 1e-6, 1e-8, 1e-10],
    parse: (text) => numberIn(text, (tolerance) => tolerance > 0 && tolerance < 1),
  },
];

/** The definition of a field of the form. */
export function trainField(name: TrainField): TrainFieldDefinition | undefined {
  return trainFields.find((field) => field.name === name);
}

/** The settings with one of them moved to its next or previous choice. */
export function changeSetting(settings: TrainSettings, name: TrainField, by: 1 | -1): TrainSettings {
  const choices = trainField(name)?.choices ?? [];
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
  const value = trainField(name)?.parse(text.trim().replaceAll(',', ''));
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

export function isFeatureSet(name: string): name is FeatureSetName {
  return featureSetNames.some((known) => known === name);
}

function numberIn(text: string, isAllowed: (value: number) => boolean): number | undefined {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) && isAllowed(value) ? value : undefined;
}
