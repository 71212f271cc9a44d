import Papa from 'papaparse';
import { refusal } from '../refusal.ts';

export type Cells = readonly string[];

/**
 * The cell of a column: as `at`, which is slower, as it sees many kinds of arrays.
 *
 * @throws {RangeError} where the row has no such column
 */
export function cellAt(cells: Cells, column: number): string {
  const cell = cells[column];
  if (cell === undefined) throw new RangeError(`there is no column ${column} of ${cells.length}`);
  return cell;
}

/** Rows that follow one another: the place of row i is `placeOf(i)`. */
export interface Batch {
  readonly rows: readonly Cells[];
  /** The line, or the entry, of the first of them. */
  readonly first: number;
}

/** A row is shorter by far; one that does not end would be held in memory whole. */
const LONGEST_ROW = 256 * 1024;
/** So much of a file shows how its cells are separated. */
const SAMPLE = 64 * 1024;
const SEPARATORS = [',', ';', '\t', '|'];

/** The rows of a text, some at a time. Lines end with LF, CRLF, CR, or all of them. */
export async function* rowsOf(texts: AsyncIterable<string>, file: string): AsyncGenerator<Batch, void, void> {
  let separator: string | undefined;
  let line = 1;
  for await (const block of wholeRows(linesJoinedByLf(texts), () => `${file}, line ${line}`)) {
    separator ??= separatorOf(block);
    const { data: rows, errors } = Papa.parse<string[]>(block, { delimiter: separator, newline: '\n' });
    if (block.endsWith('\n')) rows.pop();
    const [quote] = errors.filter(({ type }) => type === 'Quotes');
    if (quote) throw openQuote(`${file}, line ${line + (quote.row ?? 0)}`);
    if (block.includes('"')) {
      const broken = rows.findIndex((cells) => cells.some((cell) => cell.includes('\n')));
      if (broken >= 0) throw openQuote(`${file}, line ${line + broken}`);
    }
    yield { rows, first: line };
    line += rows.length;
  }
}

/** The text in pieces that end where a row ends. */
async function* wholeRows(
  texts: AsyncIterable<string>,
  place: () => string,
): AsyncGenerator<string, void, void> {
  let rest = '';
  let least = SAMPLE;
  for await (const text of texts) {
    rest += text;
    if (rest.length < least) continue;
    const end = endOfLastRow(rest);
    if (end > 0) {
      least = 0;
      yield rest.slice(0, end);
      rest = rest.slice(end);
    }
    if (rest.length > LONGEST_ROW) {
      throw rest.includes('"')
        ? openQuote(place())
        : refusal(place(), 'is longer than 256 KiB', 'end each row with a line break');
    }
  }
  if (rest !== '') yield rest;
}

/** Where the last line ends that is not inside quotes; 0 where there is none. */
function endOfLastRow(text: string): number {
  if (!text.includes('"')) return text.lastIndexOf('\n') + 1;
  let [end, isQuoted] = [0, false];
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === 34) isQuoted = !isQuoted;
    else if (character === 10 && !isQuoted) end = i + 1;
  }
  return end;
}

async function* linesJoinedByLf(texts: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let held = '';
  for await (const text of texts) {
    const whole = held + text;
    held = whole.endsWith('\r') ? '\r' : '';
    const ended = held === '' ? whole : whole.slice(0, -1);
    yield ended.includes('\r') ? ended.replace(/\r\n?/g, '\n') : ended;
  }
  if (held !== '') yield '\n';
}

/** The separator that gives most of the first rows the same number of cells. */
function separatorOf(block: string): string {
  let [best, bestScore] = [',', 0];
  for (const delimiter of SEPARATORS) {
    const { data } = Papa.parse<string[]>(block, { delimiter, newline: '\n', preview: 50 });
    const counts = new Map<number, number>();
    for (const { length } of data) counts.set(length, (counts.get(length) ?? 0) + (length > 1 ? 1 : 0));
    const score = Math.max(0, ...counts.values());
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function openQuote(place: string) {
  return refusal(
    place,
    'has a quote that is not closed there',
    'close each quote in its cell, or leave it out',
  );
}
