import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { coinOfTicker, isKnownCoin } from '../market-data/coins.ts';
import { nearest } from '../nearest.ts';
import { corrected } from './corrected.ts';
import { pairMeant } from './hints.ts';
import { commandCalled, flagsCalled, isSession, subcommandCalled } from './other-words.ts';
import { withoutUnit } from './units.ts';

/** Commander's error as one of ours: what is wrong, and what to do instead. */
export function explainUsage(
  { code, message }: CommanderError,
  program: Command,
  argv: readonly string[],
): UsageError {
  const group = code === 'commander.excessArguments' ? mistakenSubcommand(program, argv) : undefined;
  if (group) return new UsageError({ code: 'unknown_command', ...group });
  if (code === 'commander.help') return unknownHelp(program, argv);
  // A value may have line breaks of its own.
  const first = message
    .replace(/^error: /, '')
    .replace(/^command-argument value (.*) is invalid for argument '(.*)'/s, '$1 is not a known $2');
  const [what = first, allowed] = first.split(/\. (?=Allowed|Expected|use)/);
  return new UsageError({
    code: code.replace('commander.', '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    message: what.replace(/\.$/, ''),
    hint:
      pointer(code, first, program, argv) ??
      allowed
        ?.replace(/\.$/, '')
        .replace(/^Allowed/, 'allowed')
        .replace(/^Expected/, 'expected') ??
      `see ${pathOf(commandsIn(program, argv))} --help`,
  });
}

/** What was likely meant by a command, a flag or a value that cannot be used. */
function pointer(
  code: string,
  message: string,
  program: Command,
  argv: readonly string[],
): string | undefined {
  const commands = commandsIn(program, argv);
  const [, word = ''] = /'(.*)'/s.exec(message) ?? [];
  if (code === 'commander.unknownCommand') return commandPointer(word, program, argv);
  if (code === 'commander.unknownOption') return flagPointer(word, commands, argv);
  if (code === 'commander.excessArguments') return excessPointer(commands, argv);
  if (code === 'commander.missingArgument') return expected(word, commands);
  if (code === 'commander.optionMissingArgument' && word.startsWith('--json '))
    return 'name a file, or - for stdin; for JSON as output, use --format json';
  if (code === 'commander.invalidArgument')
    return coinPointer(message, commands) ?? unitPointer(message, commands);
  return undefined;
}

/** The argument that is missing, as the help describes it. */
function expected(name: string, commands: readonly Command[]): string | undefined {
  const argument = commands.at(-1)?.registeredArguments.find((each) => each.name() === name);
  const what = argument?.argChoices?.join(', ') ?? argument?.description;
  return what ? `expected ${what}` : undefined;
}

/** `--port 8080` for `serve 8080`. */
function excessPointer(commands: readonly Command[], argv: readonly string[]): string {
  const port = wordsAfter(commands, argv).find((word) => /^\d{1,5}$/.test(word));
  const takesPort = commands.some(({ options }) => options.some(({ long }) => long === '--port'));
  return port !== undefined && takesPort && !argv.includes('--port')
    ? `did you mean --port ${port}?`
    : `see ${pathOf(commands)} --help`;
}

/** What was likely meant by what is no coin: a file, a pair, or several coins where a command takes one. */
function coinPointer(message: string, commands: readonly Command[]): string | undefined {
  const [, takes, written = ''] = /^option '--coin <(\w+)>' argument '(.*)' is invalid/s.exec(message) ?? [];
  if (takes === undefined) return undefined;
  if (/^-$|\.(csv|tsv|json|txt|gz|zip)$/i.test(written))
    return `name a file with ${commands.some(takesInput) ? '--json' : '--from'}`;
  const pair = pairMeant(written);
  if (pair !== undefined) return pair;
  return takes === 'id' && written.includes(',') ? 'name one coin: this command takes no list' : undefined;
}

/** `--days 90` for `90 days`. */
function unitPointer(message: string, commands: readonly Command[]): string | undefined {
  const [, name, written = ''] = /^option '(\S+) .*' argument '(.*)' is invalid/s.exec(message) ?? [];
  const option = commands.flatMap(({ options }) => options).find(({ long }) => long === name);
  return option && didYouMean(withoutUnit(option, written));
}

function takesInput({ options }: Command): boolean {
  return options.some(({ long }) => long === '--json');
}

function commandPointer(word: string, program: Command, argv: readonly string[]): string | undefined {
  if (isSession(word)) return 'the interactive session is crypto-predict alone, on a terminal';
  if (word === 'version') return didYouMean('crypto-predict --version');
  const coin = coinOfTicker(word)?.id ?? word.toLowerCase();
  const meant = isKnownCoin(coin) ? `train ${coin}` : commandMeant(word, program);
  if (meant === undefined) return undefined;
  const others = without(argv, word);
  const [, command = program, subcommand] = commandsIn(program, [...meant.split(' ', 1), ...others]);
  return subcommand === undefined
    ? didYouMean(corrected(meant, command, others))
    : didYouMean(corrected(`${meant} ${subcommand.name()}`, subcommand, without(others, subcommand.name())));
}

function commandMeant(word: string, program: Command): string | undefined {
  const name = word.toLowerCase();
  return commandCalled(name) ?? nearest(name, namesOf(program))[0];
}

/** `help` with a word that is no command. */
function unknownHelp(program: Command, argv: readonly string[]): UsageError {
  const words = wordsOf(argv);
  const word = words[words.indexOf('help') + 1];
  const [meant] = word === undefined ? [] : (commandMeant(word, program)?.split(' ', 1) ?? []);
  return new UsageError({
    code: 'unknown_command',
    message: word === undefined ? 'there is no help on that' : `there is no command '${word}'`,
    hint: meant === undefined ? 'see crypto-predict --help' : `did you mean crypto-predict ${meant} --help?`,
  });
}

function flagPointer(
  word: string,
  commands: readonly Command[],
  argv: readonly string[],
): string | undefined {
  const command = commands.at(-1);
  const [name = word] = word.split('=', 1);
  const bare = name.replace(/^-+/, '');
  if (command === undefined) return undefined;
  const others = wordsAfter(commands, without(argv, word));
  const path = commands
    .slice(1)
    .map((each) => each.name())
    .join(' ');
  const known = ['--help', ...commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? []))];
  if (known.includes(name)) {
    return `write it after the command: ${corrected(path, command, wordsAfter(commands, argv))}`;
  }
  if (['-o', '--out', '--output'].includes(name) && isFile(word, argv)) {
    return 'files are written into the workspace, which --workspace names; for the result, use > FILE';
  }
  const called = flagsCalled(name);
  const taken = called.filter((flag) => known.some((long) => long === flag.split(' ', 1)[0]));
  if (taken.length > 0) return didYouMean(taken.join(' or '));
  const subcommand = command.commands.find((each) => each.name() === bare);
  if (subcommand !== undefined) return didYouMean(corrected(`${path} ${bare}`, subcommand, others));
  if (command.registeredArguments.some((each) => [bare, `${bare}s`].includes(each.name()))) {
    return `leave out ${name}: ${corrected(path, command, others)}`;
  }
  if (called.length > 0) return undefined;
  const [meant] = nearest(
    bare.toLowerCase(),
    known.map((long) => long.replace(/^-+/, '')),
  );
  return didYouMean(meant && `--${meant}`);
}

/** Whether the value of a flag looks like the name of a file. */
function isFile(flag: string, argv: readonly string[]): boolean {
  const value = flag.includes('=') ? flag.slice(flag.indexOf('=') + 1) : argv[argv.indexOf(flag) + 1];
  return value !== undefined && /[./\\]/.test(value);
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
  const called = subcommandCalled(word.toLowerCase());
  const meant =
    called !== undefined && names.includes(called) ? called : nearest(word.toLowerCase(), names)[0];
  const command = group?.commands.find((each) => each.name() === meant);
  return {
    message: `unknown command '${name} ${word}'`,
    hint:
      command === undefined
        ? `its commands are ${names.join(', ')}`
        : `did you mean ${corrected(`${name} ${meant}`, command, without(without(argv, name), word))}?`,
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

/** All but the first of a word. */
function without(words: readonly string[], word: string): readonly string[] {
  const place = words.indexOf(word);
  return place < 0 ? words : words.toSpliced(place, 1);
}

/** What was written beside the names of the commands. */
function wordsAfter(commands: readonly Command[], argv: readonly string[]): readonly string[] {
  return commands.slice(1).reduce((words, command) => without(words, command.name()), argv);
}
