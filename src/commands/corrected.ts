import type { Command, Option } from 'commander';
import { quoted } from './given-flags.ts';
import { flagsCalled } from './other-words.ts';

/** Flags whose values are not repeated: a token, and an address that may hold one. */
const SECRET: readonly string[] = ['--token', '--notify'];

/** Of a line that is longer, the command alone is said. */
const LONGEST = 200;

/**
 * A command line that runs: the words of the command that was meant, and what else was written, as far as the command
 * takes it, if under another name. Left out is what may be a secret: what follows a flag that is not known, and what
 * `config` sets.
 */
export function corrected(words: string, command: Command, written: readonly string[]): string {
  const operands: string[] = [];
  const flags: string[] = [];
  let valueIs: 'repeated' | 'left out' | undefined;
  for (const word of written) {
    if (!word.startsWith('-') || word === '-') {
      if (valueIs === 'repeated') flags.push(word);
      else if (valueIs === undefined && takesOperands(command)) operands.push(word);
      valueIs = undefined;
      continue;
    }
    const [name = word] = word.split('=', 1);
    const known = [name, ...flagsCalled(name)].find((flag) => optionOf(command, flag) !== undefined);
    const option = known === undefined ? undefined : optionOf(command, known);
    const isRepeated = known !== undefined && !SECRET.includes(known);
    if (isRepeated) flags.push(known + word.slice(name.length));
    const isAlone = word.includes('=') || option?.required === false;
    valueIs = isAlone ? undefined : isRepeated ? 'repeated' : 'left out';
  }
  const short = `crypto-predict ${words}`;
  const whole = [short, ...[...operands, ...flags].map((word) => quoted(word))].join(' ');
  return whole.length > LONGEST ? short : whole;
}

function takesOperands(command: Command): boolean {
  if (command.parent?.name() === 'config') return false;
  return command.registeredArguments.length > 0 || takesCoinsByPosition(command);
}

/** Whether a command takes `--coin` and nothing by position. */
export function takesCoinsByPosition(command: Command): boolean {
  const isCoin = ({ long }: Option) => long === '--coin';
  return (
    command.registeredArguments.length === 0 && command.commands.length === 0 && command.options.some(isCoin)
  );
}

/** A flag of a command, or of the program. */
export function optionOf(command: Command, name: string): Option | undefined {
  const own = command.options.find(({ long }) => long === name);
  return own ?? (command.parent ? optionOf(command.parent, name) : undefined);
}
