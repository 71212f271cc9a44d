import { type Head, simplified } from '../file-form.ts';
import { bytesOf } from '../opening/bytes.ts';
import { textOf } from '../opening/text.ts';
import { unpacked } from '../opening/unpack.ts';
import type { Batch, Cells } from './rows.ts';

export interface TableFile {
  /** A path; `-` is stdin. */
  readonly file: string;
  readonly signal?: AbortSignal;
  readonly stdin?: () => AsyncIterable<Uint8Array>;
}

/** A table whose beginning was read. */
export interface OpenTable {
  /** Undefined where the file is empty. */
  readonly head: HeadWithPreamble | undefined;
  /** The rows that were read. */
  readonly beginning: readonly Batch[];
  /** The rows that follow. */
  readonly batches: AsyncGenerator<Batch, void, void>;
  /** What a line or an entry is called in messages. */
  readonly placeOf: (line: number) => string;
}

export interface HeadWithPreamble extends Head {
  /** How many rows stand before the header: blank ones, an address, comments. */
  readonly preamble: number;
}

/** So many rows show the form of a file, and how it writes numbers. */
const HEAD_ROWS = 1000;

/** Opens a table of any kind: CSV or JSON, as it is or packed. */
export async function openTable(request: TableFile): Promise<OpenTable> {
  const file = request.file === '-' ? 'stdin' : request.file;
  const texts = textOf(unpacked(bytesOf(request.file, request), file), file);
  const { syntax, batches } = await tableIn(texts, file);
  const beginning = await beginningOf(batches);
  return {
    head: headOf(beginning, syntax),
    beginning,
    batches,
    placeOf: (line) => `${file}, ${syntax === 'json' ? 'entry' : 'line'} ${line}`,
  };
}

interface Table {
  readonly syntax: 'csv' | 'json';
  readonly batches: AsyncGenerator<Batch, void, void>;
}

/** Text that begins with a bracket is JSON; any other is lines of cells. */
async function tableIn(texts: AsyncGenerator<string, void, void>, file: string): Promise<Table> {
  let beginning = '';
  while (beginning.trim() === '' && beginning.length < 65_536) {
    const { value, done } = await texts.next();
    if (done) break;
    beginning += value;
  }
  const all = async function* () {
    yield beginning;
    yield* texts;
  };
  if (/^\s*[[{]/.test(beginning)) {
    const { rowsOfJson } = await import('./json-rows.ts');
    return { syntax: 'json', batches: rowsOfJson(all(), file) };
  }
  const { rowsOf } = await import('./rows.ts');
  return { syntax: 'csv', batches: rowsOf(all(), file) };
}

async function beginningOf(batches: AsyncGenerator<Batch, void, void>): Promise<readonly Batch[]> {
  const beginning: Batch[] = [];
  let count = 0;
  while (count < HEAD_ROWS) {
    const { value, done } = await batches.next();
    if (done) break;
    beginning.push(value);
    count += value.rows.length;
  }
  return beginning;
}

/** The beginning without blank rows and what stands before the table; undefined where nothing is left. */
function headOf(beginning: readonly Batch[], syntax: 'csv' | 'json'): HeadWithPreamble | undefined {
  const all = beginning.flatMap(({ rows }) => rows);
  const isWide = all.some(({ length }) => length > 2);
  const isBefore = (cells: Cells) => isBlank(cells) || isComment(cells) || (isWide && cells.length === 1);
  const preamble = all.findIndex((cells) => !isBefore(cells));
  if (preamble < 0) return undefined;
  const rows = all.slice(preamble, preamble + HEAD_ROWS).filter((cells) => !isBlank(cells));
  return { rows, names: (rows[0] ?? []).map(simplified), syntax, preamble };
}

function isComment([first = '', ...others]: Cells): boolean {
  return /^(?:#|sep=)/i.test(first) || [first, ...others].some((cell) => cell.includes('https://'));
}

function isBlank(cells: Cells): boolean {
  return cells.length === 1 && cells[0]?.trim() === '';
}
