import type { Command, Option } from 'commander';
import type { Project } from '../workspace/project.ts';

/** Flags with which a command is about one thing that has a market of its own: a run, a file, a pair, a change. */
const ofOne = ['run', 'from', 'product', 'undo'];

/** Whether a command takes anything that a project may say. */
export function takesProject(command: Command): boolean {
  return ['coin', 'target', 'featureSet'].some((name) => optionNamed(command, name) !== undefined);
}

/**
 * Gives a command the project's target and feature set, and, where it takes several, its coins, as if they were its
 * defaults: what was given on the command line stays. One coin, the currency, the days and the source are preferences.
 */
export function applyProject(command: Command, { coins, target, feature_set }: Project): void {
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  const set = (name: string, text: string | undefined) => {
    const option = optionNamed(command, name);
    if (option === undefined || text === undefined || isGiven(name)) return;
    const value: unknown = option.parseArg ? option.parseArg(text, undefined) : text;
    command.setOptionValueWithSource(name, value, 'config');
  };
  if (!isGiven('run')) {
    set('target', target);
    set('featureSet', feature_set);
  }
  const isOfSeveral = optionNamed(command, 'coin')?.flags.includes('<ids>') ?? false;
  if (isOfSeveral && !isGiven('all') && !ofOne.some(isGiven)) set('coin', coins?.join(','));
}

function optionNamed(command: Command, name: string): Option | undefined {
  return command.options.find((option) => option.attributeName() === name);
}
