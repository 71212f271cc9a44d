import type { Command, Option } from 'commander';
import { optionOf, takesCoinsByPosition } from '../commands/corrected.ts';
import { isUnitOf } from '../commands/units.ts';
import { at } from '../learning/vector.ts';
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
 * that coin; a comma after a coin left out; choices in any case, with hyphens for underscores; `days` after a number as
 * a part of it, not as a coin.
 */
export function spokenAs(program: Command, argv: readonly string[]): Spoken {
  const words: string[] = [];
  const coins: string[] = [];
  let command = program;
  let isVerbatim = false;
  // What follows a flag that is not known may be its value, and a secret: it is no coin.
  let isAfterUnknown = false;
  // The coins are no value of a flag that stands last without one.
  let isWithoutValue = false;
  for (let i = 0; i < argv.length; i++) {
    const word = at(argv, i);
    if (word === '--') isVerbatim = true;
    if (isVerbatim) {
      words.push(word);
      continue;
    }
    if (!word.startsWith('-') || word === '-') {
      const subcommand = command.commands.find((each) => each.name() === word);
      if (subcommand !== undefined && coins.length === 0) command = subcommand;
      if (subcommand === undefined && !isAfterUnknown && takesCoinsByPosition(command)) {
        if (word === 'help') words.push('--help');
        else coins.push(word.replace(/(?<=.),$/, ''));
      } else words.push(word);
      isAfterUnknown = false;
      continue;
    }
    const [name = '', ...rest] = word.split('=');
    const option = optionOf(command, SHORT_FLAGS[name] ?? name);
    const hasValue = rest.length > 0;
    isAfterUnknown = option === undefined && !hasValue;
    const takesNext = option?.required === true && !hasValue && argv[i + 1] !== undefined;
    let value = hasValue ? rest.join('=') : takesNext ? argv[i + 1] : undefined;
    if (takesNext) i += 1;
    const next = argv[i + 1];
    if (value !== undefined && next !== undefined && isUnitOf(value, next)) {
      value += ` ${next}`;
      i += 1;
    }
    isWithoutValue = option?.required === true && value === undefined;
    if (option?.long === '--coin' && value !== undefined) coins.push(value);
    else words.push(SHORT_FLAGS[name] ?? name, ...(value === undefined ? [] : [asChoice(option, value)]));
  }
  const named = coins.flatMap((each) => each.split(',')).map(asCoin);
  const notices = named.flatMap(({ notice }) => notice ?? []);
  const list = named.map(({ coin }) => coin).join(',');
  if (coins.length > 0) words.splice(isWithoutValue ? -1 : words.length, 0, `--coin=${list}`);
  return { words, notices };
}

/** `Large-Move` is `large_move` where that is a choice and the other is not. */
function asChoice(option: Option | undefined, value: string): string {
  const plain = (text: string) => text.toLowerCase().replaceAll('-', '_');
  const choices = option?.argChoices ?? [];
  return choices.includes(value) ? value : (choices.find((each) => plain(each) === plain(value)) ?? value);
}

function asCoin(text: string): { readonly coin: string; readonly notice?: string } {
  const coin = coinOfTicker(text);
  return coin === undefined ? { coin: text } : { coin: coin.id, notice: tickerNotice(text, coin) };
}
