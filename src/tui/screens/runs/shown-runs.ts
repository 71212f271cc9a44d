import { featureSets } from '../../../features/engineer.ts';
import { defaultSettings, type TrainedRun } from '../../../run.ts';
import { formatCompact } from '../../../text/format.ts';
import { runVerdictInWords } from '../../../text/sentences.ts';
import { wordsOf } from '../../../text/target-words.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import { derived } from '../../drawing/derived.ts';
import type { RunsState } from './state.ts';

/** What runs can be sorted by, in the order of the table. */
export const runOrders = ['trained', 'coin', 'target', 'features', 'rows', 'test loss'] as const;
export type RunOrder = (typeof runOrders)[number];

export interface RunSort {
  readonly by: RunOrder;
  readonly isDescending: boolean;
}

const sortValueOf: Readonly<Record<RunOrder, (run: SavedRun) => string | number>> = {
  trained: ({ createdAt }) => createdAt,
  coin: ({ model }) => model.coin,
  target: ({ model }) => model.target,
  features: ({ settings }) => settings.featureSet,
  rows: ({ data }) => data.rows.usable,
  'test loss': ({ metrics }) => metrics.test.logLoss ?? Number.POSITIVE_INFINITY,
};

type Choice = Pick<RunsState, 'list' | 'sort' | 'filter'>;
let newest: { readonly choice: Choice; readonly runs: readonly SavedRun[] } | undefined;

/** The runs that the filter leaves, in the order that was chosen; equal ones the newest first. */
export function shownRuns({ list, sort, filter }: Choice): readonly SavedRun[] {
  const { choice } = newest ?? {};
  // Looked for several times a frame, and there may be thousands.
  if (newest === undefined || choice?.list !== list || choice?.sort !== sort || choice?.filter !== filter)
    newest = { choice: { list, sort, filter }, runs: chosenRuns({ list, sort, filter }) };
  return newest.runs;
}

function chosenRuns({ list, sort, filter }: Choice): readonly SavedRun[] {
  const wanted = filter.toLowerCase();
  const kept = (list?.runs ?? []).filter((run) => wanted === '' || textOf(run).includes(wanted));
  // The list is newest first already.
  if (sort.by === 'trained') return sort.isDescending ? kept : kept.toReversed();
  const value = sortValueOf[sort.by];
  const direction = sort.isDescending ? -1 : 1;
  return kept.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)];
    return one === other ? 0 : one < other ? -direction : direction;
  });
}

/** `newest first`, `by test loss, lowest first`, `by coin, A to Z`. */
export function orderInWords({ by, isDescending }: RunSort): string {
  switch (by) {
    case 'trained':
      return isDescending ? 'newest first' : 'oldest first';
    case 'rows':
    case 'test loss':
      return `by ${by}, ${isDescending ? 'highest' : 'lowest'} first`;
    default:
      return `by ${by}, ${isDescending ? 'Z to A' : 'A to Z'}`;
  }
}

/** All that a run can be found by. */
function textOf(run: SavedRun): string {
  const { id, note = '', model, settings } = run;
  const words = [wordsOf(model.target).title, model.target, settings.featureSet, settings.optimizer];
  return [id, note, model.coin, ...words, runVerdictInWords(run)].join(' ').toLowerCase();
}

const settingNames = {
  delay: 'delay',
  testSize: 'test',
  l2: 'l2',
  halfLife: 'half-life',
  window: 'window',
  optimizer: '',
  epochs: 'epochs',
  tolerance: 'tolerance',
} as const satisfies Partial<Record<keyof TrainedRun['settings'], string>>;
type SettingName = keyof typeof settingNames;

/** Of each run the settings in which the runs differ that have no column of their own, where they are not the set's. */
export function differingSettings(runs: readonly SavedRun[]): (run: SavedRun) => string {
  const names = differingNames(runs);
  return (run) =>
    names
      .map((name) => settingOf(name, run))
      .filter(Boolean)
      .join(', ');
}

const differingNames = derived((runs: readonly SavedRun[]) => {
  const names = Object.keys(settingNames) as SettingName[];
  return names.filter((name) => new Set(runs.map((run) => settingOf(name, run))).size > 1);
});

/** `l2 50`; empty where it is what the set, or the program, begins with. */
function settingOf(name: SettingName, { settings }: SavedRun): string {
  const { defaultL2, defaultHalfLife } = featureSets[settings.featureSet];
  const usual = { ...defaultSettings, l2: defaultL2, halfLife: defaultHalfLife ?? 'none' };
  const value = settings[name];
  return value === usual[name] ? '' : `${settingNames[name]} ${shown(value)}`.trim();
}

function shown(value: string | number | null): string {
  return value === null ? 'all' : typeof value === 'number' ? formatCompact(value) : value;
}
