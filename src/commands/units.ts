import type { Option } from 'commander';

/**
 * The words for each unit, and what a flag has after a number of it, the plainest first: of days nothing. Of weeks and
 * months no flag takes any.
 */
const units: readonly { readonly words: readonly string[]; readonly endings: readonly string[] }[] = [
  { words: ['d', 'day', 'days'], endings: ['', 'd'] },
  { words: ['y', 'year', 'years'], endings: ['y'] },
  { words: ['h', 'hour', 'hours'], endings: ['h'] },
  { words: ['m', 'min', 'minute', 'minutes'], endings: ['m'] },
  { words: ['w', 'week', 'weeks', 'month', 'months'], endings: [] },
];

/** Whether a word after a value belongs to it: `days` after `90`. */
export function isUnitOf(value: string, word: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(value) && units.some(({ words }) => words.includes(word.toLowerCase()));
}

/** What of a flag is likely meant by a value with a unit that it does not take: `--max-age 6h` by `6 hours`. */
export function withoutUnit({ long, parseArg }: Option, written: string): string | undefined {
  const [, value = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i.exec(written) ?? [];
  const { endings = [] } = units.find(({ words }) => words.includes(unit.toLowerCase())) ?? {};
  const meant = endings.map((ending) => value + ending).find((each) => accepts(parseArg, each));
  return meant === undefined ? undefined : `${long} ${meant}`;
}

function accepts(parse: Option['parseArg'], text: string): boolean {
  try {
    parse?.(text, undefined);
    return true;
  } catch {
    return false;
  }
}
