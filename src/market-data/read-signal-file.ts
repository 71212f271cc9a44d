import type { Context } from '../context.ts';
import { byDate, utcDate } from '../dates.ts';
import type { IsoDate } from '../domain.ts';
import { type Explanation, InputError } from '../errors.ts';
import type { KnownTime, Signal } from '../features/signals/signal.ts';
import { parseSignalName } from '../identifiers.ts';
import { type DatedRow, readDatedTable } from './sources/files/dated-table.ts';
import { DATE_NAMES } from './sources/files/forms/plain.ts';
import { refusal } from './sources/files/refusal.ts';

export interface SignalFile {
  /** A path; `-` is stdin. */
  readonly file: string;
  /** The file's own name where none is given. */
  readonly name: string | undefined;
  readonly known: KnownTime;
}

export interface ReadSignals {
  /** One for each column of numbers. */
  readonly signals: readonly Signal[];
  /** How many cells hold no number: their dates have no value. */
  readonly missingCells: number;
}

/**
 * The signals in a file: one for each column of numbers beside its dates.
 *
 * @throws {InputError} that names the file and the line: no date, a date twice, one that is yet to come, text
 */
export async function readSignalFile(
  { file, name, known }: SignalFile,
  { now, signal, stdin }: Pick<Context, 'now' | 'signal' | 'stdin'>,
): Promise<ReadSignals> {
  const { columns, rows } = await readDatedTable({ file, dateNames: DATE_NAMES, signal, stdin });
  const inOrder = rows.toSorted(byDate);
  checkDates(rows, inOrder, { today: utcDate(now().getTime()), known });
  const base = name ?? nameOfFile(file);
  const signals = columns.map((column, j): Signal => {
    const values = inOrder.flatMap(({ date, values: cells }) => {
      const value = cells[j];
      return typeof value === 'number' ? [{ date, value }] : [];
    });
    if (values.length === 0) throw refusal(file, `has no number as ${column}`, 'leave the column out');
    return { name: nameOf(base, column, columns.length), known, values };
  });
  const names = signals.map((each) => each.name);
  const repeated = names.find((each, j) => names.indexOf(each) < j);
  if (repeated !== undefined) {
    throw refusal(file, `has two columns that would be the signal ${repeated}`, 'rename one of them');
  }
  return {
    signals,
    missingCells: rows.flatMap(({ values }) => values).filter((cell) => cell === null).length,
  };
}

function checkDates(
  rows: readonly DatedRow[],
  inOrder: readonly DatedRow[],
  { today, known }: { readonly today: IsoDate; readonly known: KnownTime },
): void {
  const seen = new Set<IsoDate>();
  for (const { date, clock, place } of rows) {
    if (date > today) {
      throw refusal(place, `has the date ${date}, which is yet to come`, `remove what is after ${today}`);
    }
    if (seen.has(date)) {
      throw refusal(place, `has the date ${date} once more`, 'keep one row a date: a signal is daily');
    }
    if (known === 'start' && clock > 0) {
      const time = new Date(clock).toISOString().slice(11, 16);
      throw refusal(
        place,
        `is of ${time}, and cannot be known at 00:00 of ${date}`,
        'import it as known at the end of its date',
      );
    }
    seen.add(date);
  }
  const first = inOrder[0];
  if (first && first.date < '1970-01-01') {
    throw refusal(first.place, `has the date ${first.date}`, 'start in 1970 or later');
  }
}

/** Files are called after what is in them: fear-greed.csv → fear-greed. Stdin has no name. */
function nameOfFile(file: string): string | undefined {
  if (file === '-') return undefined;
  const base = file.replace(/^.*[\\/]/s, '').replace(/(\.(csv|tsv|txt|json|gz|zip))+$/i, '');
  return named(base, { hint: 'rename the file' });
}

/** The name of the file for its only column; else, and on stdin, the column's own counts. */
function nameOf(base: string | undefined, column: string, columns: number): string {
  if (base !== undefined && columns === 1) return base;
  const name = nameable(column);
  const hint = `rename the column ${column}`;
  return named(base === undefined ? name : `${base}.${name}`, { hint, facts: { column } });
}

function named(text: string, remedy: Pick<Explanation, 'hint' | 'facts'>): string {
  try {
    return parseSignalName(nameable(text));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError({
      code: 'no_signal_name',
      message: `${JSON.stringify(text)} cannot be the name of a signal`,
      ...remedy,
    });
  }
}

/** Blanks and signs that no name has as underscores. */
function nameable(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '_')
    .replace(/^[._-]+|[._-]+$/g, '');
}
