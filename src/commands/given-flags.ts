import type { Command } from 'commander';
import { isExchange, sourceChoices } from '../domain.ts';

/** What the command line named of the market and the place: a command that is suggested names it again. */
export interface GivenFlags {
  readonly coin?: string | undefined;
  readonly vs?: string | undefined;
  readonly source?: string | undefined;
  readonly target?: string | undefined;
  readonly workspace?: string | undefined;
}

type Name = keyof GivenFlags;

/** Which of them each command that is suggested takes, beside `--workspace`. */
const taken: Readonly<Record<string, readonly Name[]>> = {
  train: ['vs', 'source', 'target'],
  retrain: ['coin', 'vs', 'source', 'target'],
  fetch: ['vs', 'source'],
  test: ['vs', 'source', 'target'],
};

/** The flags that were given to a command or to the program; what defaults and preferences say is no part of them. */
export function givenFlags(commands: readonly Command[]): GivenFlags {
  const given = (name: Name) => {
    const having = commands.findLast((command) => command.getOptionValueSource(name) === 'cli');
    const value: unknown = having?.getOptionValue(name);
    return value === undefined ? undefined : String(value);
  };
  return {
    coin: given('coin'),
    vs: given('vs'),
    source: given('source'),
    target: given('target'),
    workspace: given('workspace'),
  };
}

/** A command of this program that runs as it stands, with what was given before and it does not name itself. */
export function suggested(command: string, given: GivenFlags): string {
  const [name = ''] = command.split(' ', 1);
  const names: readonly Name[] = name === 'config' ? [] : [...(taken[name] ?? []), 'workspace'];
  const flags = names.flatMap((each) => {
    const value = given[each];
    const isOf = value !== undefined && !command.includes(` --${each} `);
    return isOf && !(name === 'fetch' && each === 'source' && !bringsMore(value, command))
      ? [`--${each} ${quoted(value)}`]
      : [];
  });
  return ['crypto-predict', command, ...flags].join(' ');
}

/** What is stored or bundled is there already: to fetch is to ask another. A file goes with no source. */
function bringsMore(source: string, command: string): boolean {
  return !command.includes('--from') && sourceChoices.some((known) => known === source && isExchange(known));
}

/** The command that imports a file; of several coins each has a file of its own. */
export function importing(given: GivenFlags): string {
  const { coin } = given;
  const named = coin === undefined ? '' : ` --coin ${coin.includes(',') ? 'ID' : coin}`;
  return suggested(`fetch${named} --from FILE`, given);
}

/** As a shell takes it for one word; those of Windows know double quotes alone. */
export function quoted(text: string, platform = process.platform): string {
  if (/^[\w=,.:@%+/-]+$/.test(text)) return text;
  return platform === 'win32' ? `"${text.replaceAll('"', '""')}"` : `'${text.replaceAll("'", "'\\''")}'`;
}
