import type { Argument, Option } from 'commander';
import { featureSetNames, sourceChoices, targetNames } from '../../domain.ts';
import { knownCoins } from '../../market-data/coins.ts';
import type { Place } from './place.ts';

/** What may stand somewhere in a command line, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What is in the workspace; looked at only where it can be named. */
export interface Known {
  readonly runIds: () => Promise<readonly string[]>;
  readonly storedCoins: () => Promise<readonly string[]>;
  readonly signalNames: () => Promise<readonly string[]>;
}

/** The shell itself knows best what files there are. */
export const FILES = 'files';

export type Candidates = readonly Candidate[] | typeof FILES;

type Lookup = (place: Place, known: Known) => Candidates | Promise<Candidates>;

/** The values of a flag or an argument: its choices, or what its name promises. */
export async function valuesOf(named: Option | Argument, place: Place, known: Known): Promise<Candidates> {
  if (named.argChoices !== undefined) return words(...named.argChoices);
  return (await lookups[named.name()]?.(place, known)) ?? [];
}

const coins: Lookup = async (_, { storedCoins }) => {
  const others = (await storedCoins()).filter((id) => !knownCoins.some((coin) => coin.id === id));
  return [...knownCoins.map(({ id, name }) => ({ value: id, description: name })), ...words(...others)];
};

const runs: Lookup = async ({ operands }, { runIds }) =>
  words('newest', 'previous', ...(await runIds()).toSorted(newestFirst)).filter(
    ({ value }) => !operands.includes(value),
  );

const signals: Lookup = async ({ operands }, { signalNames }) =>
  words(...(await signalNames()).filter((name) => !operands.includes(name)));

/** By the time that is part of an id. */
function newestFirst(a: string, b: string): number {
  const timeOf = (id: string) => /\d{8}-\d{6}/.exec(id)?.[0] ?? '';
  return timeOf(b).localeCompare(timeOf(a));
}

const currencies = () => words('usd', 'eur', 'gbp', 'jpy', 'chf', 'btc', 'eth');
const days = () => words('30', '90', '365', 'max');

const preferenceKeys: Lookup = async () =>
  words(...(await import('../../workspace/preferences.ts')).preferenceKeys);

const preferenceValues: Lookup = async (place, known) => {
  const { themes } = await import('../../workspace/preferences.ts');
  const values: Readonly<Record<string, Lookup>> = {
    coin: coins,
    vs_currency: currencies,
    target: () => words(...targetNames),
    feature_set: () => words(...featureSetNames),
    days,
    source: () => words(...sourceChoices),
    theme: () => words(...themes),
  };
  return (await values[place.operands.at(-1) ?? '']?.(place, known)) ?? [];
};

/** By the names of flags and arguments. */
const lookups: Readonly<Record<string, Lookup>> = {
  coin: coins,
  run: runs,
  id: runs,
  other: runs,
  signal: signals,
  signals,
  name: (place, known) => (place.command.parent?.name() === 'signals' ? signals(place, known) : []),
  key: preferenceKeys,
  value: preferenceValues,
  vs: currencies,
  days,
  l2: () => words('auto', '1', '10', '100', '1000', '10000'),
  'half-life': () => words('none', '365', '1500'),
  'max-age': () => words('30m', '6h', '2d'),
  'feature-set': () => words(...featureSetNames),
  from: () => FILES,
  'bitcoin-from': () => FILES,
  json: () => FILES,
  workspace: () => FILES,
};

function words(...values: readonly string[]): readonly Candidate[] {
  return values.map((value) => ({ value, description: '' }));
}
