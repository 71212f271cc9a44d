import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { coinOfTicker, isKnownCoin } from '../market-data/coins.ts';
import { nearest } from '../nearest.ts';
import { commandCalled, flagCalled, isSession, subcommandCalled } from './other-words.ts';

/** Commander's error as one of ours: what is wrong, and what to do instead. */
export function explainUsage(
  { code, message }: CommanderError,
  program: Command,
  argv: readonly string[],
): UsageError {
  const group = code === 'commander.excessArguments' ? mistakenSubcommand(program, argv) : undefined;
  if (group) return new UsageError({ code: 'unknown_command', ...group });
  // A value may have line breaks of its own.
  const first = message.replace(/^error: /, '');
  const [what = first, allowed] = first.split(/\. (?=Allowed|Expected|use)/);
  return new UsageError({
    code: code.replace('commander.', '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    message: code === 'commander.help' ? 'there is no help on that' : what.replace(/\.$/, ''),
    hint:
      pointer(code, first, program, argv) ??
      allowed
        ?.replace(/\.$/, '')
        .replace(/^Allowed/, 'allowed')
        .replace(/^Expected/, 'expected') ??
      `see ${pathOf(commandsIn(program, argv))} --help`,
  });
}

/** What was likely meant by a command or a flag that is not known. */
function pointer(
  code: string,
  message: string,
  program: Command,
  argv: readonly string[],
): string | undefined {
  const [, word = ''] = /'(.*)'/s.exec(message) ?? [];
  if (code === 'commander.unknownCommand') return commandPointer(word, program);
  return code === 'commander.unknownOption' ? flagPointer(word, commandsIn(program, argv)) : undefined;
}

function commandPointer(word: string, program: Command): string | undefined {
  if (isSession(word)) return 'the interactive session is crypto-predict alone, on a terminal';
  const coin = coinOfTicker(word)?.id ?? word.toLowerCase();
  if (isKnownCoin(coin)) return `did you mean train ${coin}?`;
  return didYouMean(commandCalled(word) ?? nearest(word, namesOf(program))[0]);
}

function flagPointer(word: string, commands: readonly Command[]): string | undefined {
  const known = commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
  const bare = (flag: string) => flag.replace(/^-+/, '');
  const [name = word] = word.split('=', 1);
  const called = flagCalled(name);
  if (called === undefined) {
    const [meant] = nearest(bare(name), known.map(bare));
    return didYouMean(meant && `--${meant}`);
  }
  return known.some((long) => long === called.split(' ', 1)[0]) ? didYouMean(called) : undefined;
}

/** A group such as `runs` takes a word that is no command of its own for an argument of its default. */
function mistakenSubcommand(
  program: Command,
  argv: readonly string[],
): { readonly message: string; readonly hint: string } | undefined {
  const [name = '', word] = wordsOf(argv);
  const group = program.commands.find((command) => command.name() === name);
  const names = group === undefined ? [] : namesOf(group);
  if (word === undefined || names.length === 0 || names.includes(word)) return undefined;
  const called = subcommandCalled(word);
  const meant = called !== undefined && names.includes(called) ? called : nearest(word, names)[0];
  return {
    message: `unknown command '${name} ${word}'`,
    hint: didYouMean(meant && `${name} ${meant}`) ?? `its commands are ${names.join(', ')}`,
  };
}

function didYouMean(what: string | undefined): string | undefined {
  return what && `did you mean ${what}?`;
}

function namesOf({ commands }: Command): readonly string[] {
  return commands.map((command) => command.name());
}

/** The program, and the command and the command of a group that were meant, as far as there are any. */
export function commandsIn(program: Command, argv: readonly string[]): readonly Command[] {
  const words = wordsOf(argv);
  const place = words.findIndex((word) => namesOf(program).includes(word));
  const command = program.commands.find((each) => each.name() === words[place]);
  const subcommand = command?.commands.find((each) => each.name() === words[place + 1]);
  return [program, command, subcommand].flatMap((each) => each ?? []);
}

function pathOf(commands: readonly Command[]): string {
  return commands.map((each) => each.name()).join(' ');
}

function wordsOf(argv: readonly string[]): readonly string[] {
  return argv.filter((argument) => !argument.startsWith('-'));
}
