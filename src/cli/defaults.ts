import type { Command, Option } from 'commander';
import { severalCoins } from '../commands/several-coins.ts';
import type { Project } from '../workspace/project.ts';

/** Flags with which a command is about one thing that has a market of its own: a run, a file, a pair, a change. */
const ofOne = ['run', 'from', 'product', 'undo'];

/** Whether a command takes anything that a project or a preference may say. */
export function takesDefaults(command: Command): boolean {
  return ['coin', 'target', 'featureSet'].some((name) => optionNamed(command, name) !== undefined);
}

/**
 * Gives a command the target and the feature set that are set, and, where it takes several, the coins of the project,
 * as if they were its defaults: what was given on the command line stays. The rest is read by the command itself.
 */
export function applyDefaults(command: Command, { coins, target, feature_set }: Project): void {
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  const set = (name: string, text: string | undefined) => {
    const option = optionNamed(command, name);
    if (option === undefined || text === undefined || isGiven(name)) return;
    const value: unknown = option.parseArg ? option.parseArg(text, undefined) : text;
    command.setOptionValueWithSource(name, value, 'config');
  };
  // A run that is named, by its flag or by position, has a target of its own.
  if (!isGiven('run') && !takesRun(command)) {
    set('target', target);
    set('featureSet', feature_set);
  }
  const isOfSeveral = optionNamed(command, 'coin')?.flags === severalCoins[0];
  if (isOfSeveral && !isGiven('all') && !ofOne.some(isGiven)) set('coin', coins?.join(','));
}

function takesRun({ registeredArguments, args }: Command): boolean {
  return registeredArguments[0]?.name() === 'id' && args.length > 0;
}

function optionNamed(command: Command, name: string): Option | undefined {
  return command.options.find((option) => option.attributeName() === name);
}
