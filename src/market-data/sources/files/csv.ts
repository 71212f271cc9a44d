import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { isDate } from '../../../dates.ts';
import type { IsoDate, Observation } from '../../../domain.ts';
import { InputError } from '../../../errors.ts';
import { isObservable, observationsOf, type Point } from '../../points.ts';
import { whyUnreadable } from './unreadable.ts';

export interface CsvChart {
  readonly observations: readonly Observation[];
  /** Rows left out because another of their date was nearer to 00:00 UTC, or as near and came first. */
  readonly repeatedDates: number;
  /** The dates that had prices, but none within an hour of their 00:00 UTC. */
  readonly offHourDates: readonly IsoDate[];
}

const VALUE_COLUMNS = ['price', 'market_cap', 'total_volume'] as const;
type ValueColumn = (typeof VALUE_COLUMNS)[number];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Papaparse parses what is left of a chunk again after each pause: small chunks keep that cheap. */
const PARSED_AT_ONCE = 2048;
/** A row is shorter by far; one that does not end would be parsed again from its beginning with each chunk. */
const LONGEST_ROW = 256 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const DATE_COLUMNS = ['snapped_at', 'date'] as const;
const MISSING = new Set([
  '',
  'nan',
  'null',
  'none',
  'na',
  'n/a',
  'inf',
  '-inf',
  '+inf',
  'infinity',
  '-infinity',
]);

/**
 * Reads daily observations from a CSV file, row by row: CoinGecko's own export
 * (`snapped_at,price,market_cap,total_volume`) or the same with `date`. Columns may come in any order.
 *
 * @throws {InputError} that names the file, the line and the column
 */
export async function readCsv(file: string, signal?: AbortSignal): Promise<CsvChart> {
  const points: Point[] = [];
  let columns: Columns | undefined;
  let line = 0;
  try {
    for await (const cells of rowsOf(file, signal)) {
      line += 1;
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      if (columns === undefined) columns = readHeader(file, cells);
      else points.push(readRow(cells, columns, { file, line }));
    }
  } catch (error) {
    const reason = whyUnreadable(error);
    throw reason ? refusal(file, ...reason) : error;
  }
  if (columns === undefined) throw refusal(file, 'is empty', `it needs the header ${headerText('date')}`);
  if (points.length === 0) throw refusal(file, 'has a header and no rows', 'add at least one day');
  const daily = observationsOf(points);
  const dates = new Set(points.map(({ timestamp }) => Math.floor(timestamp / 86_400_000)));
  return { ...daily, repeatedDates: points.length - dates.size };
}

interface Columns {
  readonly date: number;
  readonly values: Readonly<Record<ValueColumn, number>>;
  readonly count: number;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

async function* rowsOf(file: string, signal?: AbortSignal): AsyncGenerator<readonly string[], void, void> {
  let [line, unread] = [0, 0];
  const counted = async function* () {
    for await (const chunk of bytesOf(file, signal)) {
      unread += chunk.length;
      if (unread > LONGEST_ROW) {
        throw refusal(
          `${file}, line ${line + 1}`,
          'is longer than 256 KiB',
          'end each row with a line break, and each quote with another',
        );
      }
      yield chunk;
    }
  };
  const bytes = Readable.from(counted());
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { delimiter: ',' });
  bytes.on('error', (error) => parser.destroy(error));
  bytes.pipe(parser);
  try {
    const rows: AsyncIterable<readonly string[]> = parser;
    for await (const row of rows) {
      line += 1;
      unread = 0;
      yield row;
    }
  } finally {
    bytes.destroy();
  }
}

/** The bytes of a file of text, without the mark at its beginning. */
async function* bytesOf(file: string, signal?: AbortSignal): AsyncGenerator<Buffer, void, void> {
  let isBeginning = true;
  const chunks: AsyncIterable<Buffer> = createReadStream(file, { signal });
  for await (const chunk of chunks) {
    if (chunk.includes(0)) throw refusal(file, 'is not text in UTF-8', 'save it as a CSV file in UTF-8');
    const isMarked = isBeginning && chunk.subarray(0, 3).equals(BYTE_ORDER_MARK);
    const text = isMarked ? chunk.subarray(3) : chunk;
    for (let start = 0; start < text.length; start += PARSED_AT_ONCE) {
      yield text.subarray(start, start + PARSED_AT_ONCE);
    }
    isBeginning = false;
  }
}

function readHeader(file: string, cells: readonly string[]): Columns {
  const names = cells.map((cell) => cell.trim());
  const date = DATE_COLUMNS.map((name) => names.indexOf(name)).find((index) => index >= 0);
  const missing = VALUE_COLUMNS.filter((name) => !names.includes(name));
  if (date === undefined || missing.length > 0) {
    const wanted = [...(date === undefined ? ['snapped_at or date'] : []), ...missing].join(', ');
    throw refusal(
      file,
      `lacks the column ${wanted}`,
      `the header is ${headerText('snapped_at')} or ${headerText('date')}, with commas`,
    );
  }
  const [price, market_cap, total_volume] = VALUE_COLUMNS.map((name) => names.indexOf(name));
  return {
    date,
    values: { price: price ?? -1, market_cap: market_cap ?? -1, total_volume: total_volume ?? -1 },
    count: names.length,
  };
}

function readRow(cells: readonly string[], columns: Columns, place: Place): Point {
  if (cells.length !== columns.count) {
    throw refusal(
      `${place.file}, line ${place.line}`,
      `has ${cells.length} cells where the header has ${columns.count}`,
      'write numbers without thousands separators, with a decimal point',
    );
  }
  const numberIn = (column: ValueColumn) => readNumber(cells[columns.values[column]] ?? '', column, place);
  const price = numberIn('price');
  if (price !== null && price <= 0) {
    throw refusal(`${place.file}, line ${place.line}`, `has the price ${price}`, 'a price is above 0');
  }
  return {
    timestamp: readTimestamp(cells[columns.date] ?? '', place),
    price,
    marketCap: numberIn('market_cap'),
    totalVolume: numberIn('total_volume'),
  };
}

function readNumber(cell: string, column: ValueColumn, { file, line }: Place): number | null {
  const text = cell.trim();
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (isObservable(value)) return value;
  if (MISSING.has(text.toLowerCase())) return null;
  throw refusal(
    `${file}, line ${line}`,
    `has ${JSON.stringify(text.slice(0, 40))} as ${column}`,
    'write a plain decimal number such as 1234.5, or nothing where it is missing',
  );
}

function readTimestamp(text: string, { file, line }: Place): number {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?(?: ?UTC|Z)?)?$/.exec(text.trim());
  const [, date, time = '00:00:00'] = match ?? [];
  const timestamp = date !== undefined && isDate(date) ? Date.parse(`${date}T${time}Z`) : Number.NaN;
  if (Number.isNaN(timestamp)) {
    throw refusal(
      `${file}, line ${line}`,
      `has ${JSON.stringify(text.slice(0, 40))} as its date`,
      'write YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS UTC',
    );
  }
  return timestamp;
}

function headerText(date: (typeof DATE_COLUMNS)[number]): string {
  return [date, ...VALUE_COLUMNS].join(',');
}

function refusal(place: string, what: string, hint: string): InputError {
  return new InputError({ code: 'invalid_csv', message: `${place} ${what}`, hint });
}
