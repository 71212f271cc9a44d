import { DAY_MS, dateOf } from '../../../dates.ts';
import type { IsoDate } from '../../../domain.ts';
import { ExpectedError } from '../../../errors.ts';
import { at } from '../../../learning/vector.ts';
import { simplified } from './file-form.ts';
import { whyUnreadable } from './opening/unreadable.ts';
import { refusal, shown } from './refusal.ts';
import { DateReader, withDayAndMonthSwapped } from './table/date-cell.ts';
import { decimalSignOf, numberIn } from './table/number-cell.ts';
import { type OpenTable, openTable, type TableFile } from './table/open-table.ts';
import { type Cells, cellAt } from './table/rows.ts';

/** A row of a table of one's own: its date, and a number or nothing in each of the other columns. */
export interface DatedRow {
  readonly date: IsoDate;
  /** The time of the day in the date's cell, in milliseconds since 00:00 UTC. */
  readonly clock: number;
  readonly values: readonly (number | null)[];
  /** All cells of the row, in the order of the header. */
  readonly cells: Cells;
  /** What the row is called in messages: the file and its line. */
  readonly place: string;
}

export interface DatedTable {
  /** The name of the column of dates, as the file writes it. */
  readonly dateColumn: string;
  /** The names of the columns that were read as numbers. */
  readonly columns: readonly string[];
  /** The names of all columns, simplified. */
  readonly header: readonly string[];
  /** In the order of the file. */
  readonly rows: readonly DatedRow[];
}

export interface DatedTableRequest extends TableFile {
  /** The names that the column of dates may have, simplified, the preferred one first. */
  readonly dateNames: readonly string[];
  /** The names of the columns of numbers, simplified; all but the dates where none are given. */
  readonly valueNames?: readonly string[];
}

/** More rows than any daily series has. */
const MOST_ROWS = 100_000;

/**
 * A table with a column of dates and columns of numbers, in any form that tables come in.
 *
 * @throws {InputError} that names the file, and the line where a cell is something else
 */
export async function readDatedTable(request: DatedTableRequest): Promise<DatedTable> {
  const file = request.file === '-' ? 'stdin' : request.file;
  try {
    return await read(await openTable(request), { ...request, file });
  } catch (error) {
    const reason = error instanceof ExpectedError ? undefined : whyUnreadable(error);
    throw reason ? refusal(file, ...reason, 'unreadable_file', { file }) : error;
  }
}

interface Line {
  readonly cells: Cells;
  readonly line: number;
}

async function read(table: OpenTable, request: DatedTableRequest): Promise<DatedTable> {
  const { head, placeOf } = table;
  const { file } = request;
  if (head === undefined) throw refusal(file, 'is empty', 'use a file with a row a date', 'no_data');
  const [header = [], ...sample] = head.rows;
  const dateAt = dateColumnIn(header, sample, request);
  refuseRepeated(header, file);
  const isWanted = (name: string) => request.valueNames?.includes(simplified(name)) ?? name.trim() !== '';
  const valuesAt = header.flatMap((name, i) => (i !== dateAt && isWanted(name) ? [i] : []));
  if (valuesAt.length === 0) {
    const wanted = request.valueNames ? `no column ${request.valueNames.join(', ')}` : 'none of numbers';
    throw refusal(file, `has a column of dates and ${wanted}`, 'add one, under its name', 'unknown_form');
  }
  const lines = await linesOf(table, { skipped: head.preamble + 1, signal: request.signal, file });
  const whole = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (whole.length === 0) throw refusal(file, 'has a header and no rows', 'add at least one date', 'no_data');
  const dates = new DateReader();
  const moments = whole.map(({ cells, line }) => {
    if (cells.length !== header.length) {
      const what = `has ${cells.length} cells where the header has ${header.length}`;
      throw refusal(placeOf(line), what, 'put a number that contains the separator into quotes');
    }
    const moment = dates.read(cellAt(cells, dateAt));
    if (!Number.isNaN(moment)) return moment;
    throw refusal(placeOf(line), `has ${shown(cellAt(cells, dateAt))} as its date`, 'write YYYY-MM-DD');
  });
  if (dates.order === undefined && dates.isAmbiguous) {
    const what = `does not show whether ${shown(cellAt(at(whole, 0).cells, dateAt))} has the day or the month first`;
    throw refusal(file, what, 'write its dates as YYYY-MM-DD');
  }
  const sign = decimalSignOf(whole.flatMap(({ cells }) => valuesAt.map((i) => cellAt(cells, i))));
  return {
    dateColumn: cellAt(header, dateAt).trim(),
    columns: valuesAt.map((i) => cellAt(header, i).trim()),
    header: header.map(simplified),
    rows: whole.map(({ cells, line }, i) => {
      const read = at(moments, i);
      const moment = i < dates.swappedUpTo ? withDayAndMonthSwapped(read) : read;
      const day = Math.floor(moment / DAY_MS);
      const values = valuesAt.map((column) => {
        const value = numberIn(cellAt(cells, column), sign);
        if (value !== undefined) return value;
        throw refusal(
          placeOf(line),
          `has ${shown(cellAt(cells, column))} as ${cellAt(header, column).trim()}`,
          'write a plain decimal number, nothing where it is missing, or leave the column out',
        );
      });
      return { date: dateOf(day), clock: moment - day * DAY_MS, values, cells, place: placeOf(line) };
    }),
  };
}

/**
 * The column of a known name; else the first one, where it has no name and holds dates, as tables of pandas have it.
 */
function dateColumnIn(header: Cells, sample: readonly Cells[], request: DatedTableRequest): number {
  const names = header.map(simplified);
  const named = request.dateNames.map((name) => names.indexOf(name)).find((i) => i >= 0);
  if (named !== undefined) return named;
  const isIndex = /^(unnamed:0|index)?$/.test(names[0] ?? '');
  const first = sample[0]?.[0] ?? '';
  if (isIndex && !Number.isNaN(new DateReader().read(first))) return 0;
  const found = header.map((cell) => cell.trim()).join(',');
  throw refusal(
    request.file,
    `has no column of dates: its header is ${shown(found)}`,
    `name one ${request.dateNames.slice(0, 2).join(' or ')}, with dates as YYYY-MM-DD`,
    'unknown_form',
  );
}

function refuseRepeated(header: Cells, file: string): void {
  const names = header.map(simplified);
  const repeated = header.find((_, i) => names[i] !== '' && names.indexOf(cellAt(names, i)) < i);
  if (repeated === undefined) return;
  const what = `has the column ${repeated.trim()} more than once`;
  throw refusal(file, what, 'leave one of them, under that name');
}

async function linesOf(
  { beginning, batches }: OpenTable,
  { skipped, signal, file }: { skipped: number; signal: AbortSignal | undefined; file: string },
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const add = ({ rows, first }: { rows: readonly Cells[]; first: number }) => {
    for (const [i, cells] of rows.entries()) lines.push({ cells, line: first + i });
    if (lines.length > MOST_ROWS) {
      throw refusal(file, 'has over 100,000 rows', 'use a file with a row a date');
    }
  };
  for (const batch of beginning) add(batch);
  for await (const batch of batches) {
    signal?.throwIfAborted();
    add(batch);
  }
  return lines.slice(skipped);
}
