import type { Command, Option } from 'commander';
import { optionOf } from '../corrected.ts';

/** Where the last word of a command line stands. */
export interface Place {
  readonly command: Command;
  /** The command's own arguments before it. */
  readonly operands: readonly string[];
  /** The flags before it, by their names, with their values. */
  readonly given: ReadonlyMap<string, string>;
  /** The flag whose value it is. */
  readonly option: Option | undefined;
  /** What of the word stands before the value itself: `--coin=`. */
  readonly lead: string;
  readonly typed: string;
}

/** Finds out where the last of the words after the program's name stands. The words may be unfinished or wrong. */
export function placeOf(program: Command, words: readonly string[]): Place {
  // Where `=` breaks words, as in bash, it is a word of its own.
  const spoken = words.filter((word, i) => word !== '=' || i === words.length - 1);
  const last = spoken.at(-1) ?? '';
  const operands: string[] = [];
  const given = new Map<string, string>();
  let command = program;
  let option: Option | undefined;
  for (const word of spoken.slice(0, -1)) {
    const [name, value] = word.startsWith('-') ? split(word) : ['', word];
    const subcommand =
      operands.length === 0 ? command.commands.find((each) => each.name() === word) : undefined;
    if (option !== undefined) {
      given.set(option.name(), word);
      option = undefined;
    } else if (name !== '') {
      const known = optionOf(command, name);
      if (known !== undefined) given.set(known.name(), value);
      option = known?.required && value === '' ? known : undefined;
    } else if (subcommand !== undefined) command = subcommand;
    else operands.push(word);
  }
  const place = { command, operands, given };
  if (option !== undefined) return { ...place, option, lead: '', typed: last === '=' ? '' : last };
  const [name, value] = last.includes('=') ? split(last) : ['', last];
  const assigned = name === '' ? undefined : optionOf(command, name);
  return { ...place, option: assigned, lead: assigned ? `${name}=` : '', typed: assigned ? value : last };
}

/** `--flag=value` as `--flag` and `value`. */
function split(word: string): readonly [name: string, value: string] {
  const [name = ''] = word.split('=', 1);
  return [name, word.slice(name.length + 1)];
}
