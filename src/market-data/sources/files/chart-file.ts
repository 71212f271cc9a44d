import type { Observation, ReadAs } from '../../../domain.ts';
import { ExplainedError } from '../../../errors.ts';
import { daysIn } from './days-in.ts';
import {
  type ColumnNames,
  type FileForm,
  type Head,
  type Layout,
  type PricesAt,
  simplified,
} from './file-form.ts';
import { namedColumns, namesNotIn } from './forms/named-columns.ts';
import { fileForms } from './forms.ts';
import { bytesOf } from './opening/bytes.ts';
import { textOf } from './opening/text.ts';
import { unpacked } from './opening/unpack.ts';
import { whyUnreadable } from './opening/unreadable.ts';
import { readAsOf } from './read-as.ts';
import { RowReader } from './read-rows.ts';
import { refusal } from './refusal.ts';
import type { Batch, Cells } from './table/rows.ts';
import { unknownForm } from './unknown-form.ts';

/** A file, and what the user says of it. */
export interface NamedFile {
  /** A path; `-` is stdin. */
  readonly file: string;
  readonly columns?: ColumnNames | undefined;
  readonly pricesAt?: PricesAt | undefined;
}

export interface ChartFileRequest extends NamedFile {
  readonly vsCurrency: string;
  /** Days after tomorrow, and candles that are not over, are none; without a clock there are no such. */
  readonly now?: Date;
  readonly signal?: AbortSignal;
  readonly stdin?: () => AsyncIterable<Uint8Array>;
}

export interface ChartFile {
  /** One a date, in order. */
  readonly observations: readonly Observation[];
  readonly readAs: ReadAs;
  /** The same in a sentence, with what was not used. */
  readonly sentence: string;
  /** What was left out or counts as missing. */
  readonly notices: readonly string[];
}

/** So many rows show the form of a file, and how it writes numbers. */
const HEAD_ROWS = 1000;

/**
 * The daily observations in a file of any form that is known, recognised by its content.
 *
 * @throws {InputError} that names the file, and the line where one cannot be used
 */
export async function readFile(request: ChartFileRequest): Promise<ChartFile> {
  const file = request.file === '-' ? 'stdin' : request.file;
  try {
    return await read(request, file);
  } catch (error) {
    const reason = error instanceof ExplainedError ? undefined : whyUnreadable(error);
    throw reason ? refusal(file, ...reason, 'not_a_table') : error;
  }
}

async function read(request: ChartFileRequest, file: string): Promise<ChartFile> {
  const texts = textOf(unpacked(bytesOf(request.file, request), file), file);
  const { syntax, batches } = await tableIn(texts, file);
  const placeOf = (line: number) => `${file}, ${syntax === 'json' ? 'entry' : 'line'} ${line}`;
  const beginning = await beginningOf(batches);
  const head = headOf(beginning, syntax);
  if (head === undefined) throw refusal(file, 'is empty', 'use a file with a price a day', 'no_data');
  const { form, layout } = recognise(head, { file, columns: request.columns });
  const reader = new RowReader(layout, head, placeOf);
  let toSkip = head.preamble + layout.headerRows;
  for (const batch of beginning) {
    const skipped = Math.min(toSkip, batch.rows.length);
    toSkip -= skipped;
    reader.read({ rows: batch.rows.slice(skipped), first: batch.first + skipped });
  }
  for await (const batch of batches) {
    request.signal?.throwIfAborted();
    reader.read(batch);
  }
  const rows = reader.result;
  if (rows.observed.count === 0)
    throw refusal(file, 'has a header and no rows', 'add at least one day', 'no_data');
  const days = await daysIn(rows, layout, { ...request, file, placeOf, pricesAt: request.pricesAt });
  const isVolumeOfLess = days.isIntraday && layout.isCandles;
  return {
    observations: isVolumeOfLess
      ? days.observations.map((each) => ({ ...each, totalVolume: null }))
      : days.observations,
    ...readAsOf({ form, layout, ...days, vsCurrency: request.vsCurrency }),
    notices: days.notices,
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
    const { rowsOfJson } = await import('./table/json-rows.ts');
    return { syntax: 'json', batches: rowsOfJson(all(), file) };
  }
  const { rowsOf } = await import('./table/rows.ts');
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

interface HeadWithPreamble extends Head {
  /** How many rows stand before the header: blank ones, an address, comments. */
  readonly preamble: number;
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

function recognise(
  head: Head,
  { file, columns }: { readonly file: string; readonly columns: ColumnNames | undefined },
): { readonly form: FileForm; readonly layout: Layout } {
  const forms = columns === undefined ? fileForms : [namedColumns(columns)];
  for (const form of forms) {
    const layout = form.recognise(head);
    if (layout === undefined) continue;
    if (layout.markets !== undefined && layout.markets.length > 1) {
      const what = `has the prices of several markets: ${layout.markets.join(', ')}`;
      throw refusal(file, what, 'keep the columns of one', 'unknown_form');
    }
    refuseRepeated(layout.names, file);
    return { form, layout };
  }
  refuseRepeated(head.rows[0] ?? [], file);
  throw unknownForm(file, head, fileForms, columns && namesNotIn(head, columns));
}

function refuseRepeated(names: readonly string[], file: string): void {
  const plain = names.map(simplified);
  const repeated = names.find((_, i) => plain[i] !== '' && plain.indexOf(plain[i] ?? '') < i);
  if (repeated === undefined || !/[a-z]/i.test(repeated)) return;
  throw refusal(
    file,
    `has the column ${repeated.trim()} more than once`,
    'leave one of them, under that name',
  );
}
