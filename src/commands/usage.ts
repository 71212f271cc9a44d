import type { Command, CommanderError } from 'commander';
import { distance } from 'fastest-levenshtein';
import { UsageError } from '../errors.ts';

/** Commander's error as one of ours: what is wrong, and what to do instead. */
export function explainUsage(
  { code, message }: CommanderError,
  program: Command,
  argv: readonly string[],
): UsageError {
  const group = code === 'commander.excessArguments' ? mistakenSubcommand(program, argv) : undefined;
  if (group) return new UsageError({ code: 'unknown_command', ...group });
  const [first = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const [what = first, allowed] = first.split(/\. (?=Allowed|Expected|use)/);
  return new UsageError({
    code: code.replace('commander.', '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    message: code === 'commander.help' ? 'there is no help on that' : what.replace(/\.$/, ''),
    hint:
      suggestion?.replace(/^\((.*)\)$/, '$1').replace('Did', 'did') ??
      allowed
        ?.replace(/\.$/, '')
        .replace(/^Allowed/, 'allowed')
        .replace(/^Expected/, 'expected') ??
      `see ${commandIn(program, argv)} --help`,
  });
}

/** A group such as `runs` takes a word that is no command of its own for an argument of its default. */
function mistakenSubcommand(
  program: Command,
  argv: readonly string[],
): { readonly message: string; readonly hint: string } | undefined {
  const [name, word] = wordsOf(argv);
  const names = program.commands.find((command) => command.name() === name)?.commands.map((c) => c.name());
  if (word === undefined || names === undefined || names.length === 0 || names.includes(word))
    return undefined;
  const [nearest] = names.toSorted((a, b) => distance(a, word) - distance(b, word));
  return { message: `unknown command '${name} ${word}'`, hint: `did you mean ${name} ${nearest}?` };
}

/** The command that was meant, as far as there is one. */
function commandIn(program: Command, argv: readonly string[]): string {
  const [name, word] = wordsOf(argv);
  const command = program.commands.find((each) => each.name() === name);
  const subcommand = command?.commands.find((each) => each.name() === word);
  return [program, command, subcommand].flatMap((each) => (each ? [each.name()] : [])).join(' ');
}

function wordsOf(argv: readonly string[]): readonly string[] {
  return argv.filter((argument) => !argument.startsWith('-'));
}
