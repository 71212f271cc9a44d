import type { Command, Option } from 'commander';
import { coinOfTicker, tickerNotice } from '../market-data/coins.ts';

/** A command line as commands take it, and what was understood on the way. */
export interface Spoken {
  readonly words: readonly string[];
  /** In words, for stderr. */
  readonly notices: readonly string[];
}

const SHORT_FLAGS: Readonly<Record<string, string>> = { '-h': '--help', '-V': '--version' };

/**
 * A command line as people write it, as commands take it: `-h` and `-V`; coins by position where a command takes
 * `--coin` and nothing else by position; several `--coin` as one list; a ticker that one well-known coin alone has as
 * that coin; choices with hyphens for underscores.
 */
export function spokenAs(program: Command, argv: readonly string[]): Spoken {
  const words: string[] = [];
  const coins: string[] = [];
  let command = program;
  let isVerbatim = false;
  // What follows a flag that is not known may be its value, and a secret: it is no coin.
  let isAfterUnknown = false;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--') isVerbatim = true;
    if (isVerbatim) {
      words.push(word);
      continue;
    }
    if (!word.startsWith('-') || word === '-') {
      const subcommand = command.commands.find((each) => each.name() === word);
      if (subcommand !== undefined && coins.length === 0) command = subcommand;
      if (subcommand === undefined && !isAfterUnknown && takesCoinsByPosition(command)) coins.push(word);
      else words.push(word);
      isAfterUnknown = false;
      continue;
    }
    const [name = '', ...rest] = word.split('=');
    const option = optionOf(command, SHORT_FLAGS[name] ?? name);
    const hasValue = rest.length > 0;
    isAfterUnknown = option === undefined && !hasValue;
    const takesNext = option?.required === true && !hasValue && argv[i + 1] !== undefined;
    const value = hasValue ? rest.join('=') : takesNext ? argv[i + 1] : undefined;
    if (takesNext) i += 1;
    if (option?.long === '--coin' && value !== undefined) coins.push(value);
    else words.push(SHORT_FLAGS[name] ?? name, ...(value === undefined ? [] : [asChoice(option, value)]));
  }
  const named = coins.flatMap((each) => each.split(',')).map(asCoin);
  const notices = named.flatMap(({ notice }) => notice ?? []);
  const list = named.map(({ coin }) => coin).join(',');
  return { words: coins.length === 0 ? words : [...words, `--coin=${list}`], notices };
}

function takesCoinsByPosition(command: Command): boolean {
  const isCoin = ({ long }: Option) => long === '--coin';
  return (
    command.registeredArguments.length === 0 && command.commands.length === 0 && command.options.some(isCoin)
  );
}

/** A flag of a command, or of the program. */
function optionOf(command: Command, name: string): Option | undefined {
  const own = command.options.find(({ long }) => long === name);
  return own ?? (command.parent ? optionOf(command.parent, name) : undefined);
}

/** `large-move` is `large_move` where that is a choice and the other is not. */
function asChoice(option: Option | undefined, value: string): string {
  const choices = option?.argChoices ?? [];
  const underscored = value.replaceAll('-', '_');
  return !choices.includes(value) && choices.includes(underscored) ? underscored : value;
}

function asCoin(text: string): { readonly coin: string; readonly notice?: string } {
  const coin = coinOfTicker(text);
  return coin === undefined ? { coin: text } : { coin: coin.id, notice: tickerNotice(text, coin) };
}
