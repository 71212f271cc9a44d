import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import Papa from 'papaparse';
import { isDate } from '../dates.ts';
import type { Observation } from '../domain.ts';
import { InputError, systemCode } from '../errors.ts';
import { observationsOf, type Point } from './points.ts';

export interface CsvChart {
  readonly observations: readonly Observation[];
  /** Rows left out because their date had one already. */
  readonly repeatedDates: number;
}

const VALUE_COLUMNS = ['price', 'market_cap', 'total_volume'] as const;
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
export async function readCsv(file: string): Promise<CsvChart> {
  const points: Point[] = [];
  let columns: Columns | undefined;
  let line = 0;
  try {
    if ((await stat(file)).isDirectory()) throw refusal(file, 'is a folder', 'name a CSV file');
    for await (const cells of rowsOf(file)) {
      line += 1;
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      if (columns === undefined) columns = readHeader(file, cells);
      else points.push(readRow(cells, columns, { file, line }));
    }
  } catch (error) {
    throw readable(error, file);
  }
  if (columns === undefined) throw refusal(file, 'is empty', `it needs the header ${headerText('date')}`);
  if (points.length === 0) throw refusal(file, 'has a header and no rows', 'add at least one day');
  const observations = observationsOf(points);
  const dates = new Set(points.map(({ timestamp }) => Math.floor(timestamp / 86_400_000)));
  return { observations, repeatedDates: points.length - dates.size };
}

interface Columns {
  readonly date: number;
  readonly values: Readonly<Record<(typeof VALUE_COLUMNS)[number], number>>;
  readonly count: number;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

async function* rowsOf(file: string): AsyncGenerator<readonly string[], void, void> {
  const bytes = createReadStream(file);
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { delimiter: ',' });
  bytes.on('error', (error) => parser.destroy(error));
  bytes.on('data', (chunk) => {
    if (typeof chunk !== 'string' && chunk.includes(0)) {
      parser.destroy(refusal(file, 'is not text in UTF-8', 'save it as a CSV file in UTF-8'));
    }
  });
  bytes.pipe(parser);
  try {
    for await (const row of parser) yield row as readonly string[];
  } finally {
    bytes.destroy();
  }
}

function readHeader(file: string, cells: readonly string[]): Columns {
  const names = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
  const date = DATE_COLUMNS.map((name) => names.indexOf(name)).find((index) => index >= 0);
  const missing = VALUE_COLUMNS.filter((name) => !names.includes(name));
  if (date === undefined || missing.length > 0) {
    const wanted = [...(date === undefined ? ['snapped_at or date'] : []), ...missing].join(', ');
    throw refusal(
      file,
      `lacks the column ${wanted}`,
      `the header is ${headerText('snapped_at')} or ${headerText('date')}`,
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
  const price = readNumber(cells, columns, { ...place, column: 'price' });
  if (price !== null && price <= 0) {
    throw refusal(`${place.file}, line ${place.line}`, `has the price ${price}`, 'a price is above 0');
  }
  return {
    timestamp: readTimestamp(cells[columns.date] ?? '', place),
    price,
    marketCap: readNumber(cells, columns, { ...place, column: 'market_cap' }),
    totalVolume: readNumber(cells, columns, { ...place, column: 'total_volume' }),
  };
}

function readNumber(
  cells: readonly string[],
  columns: Columns,
  { file, line, column }: Place & { readonly column: (typeof VALUE_COLUMNS)[number] },
): number | null {
  const text = (cells[columns.values[column]] ?? '').trim();
  if (MISSING.has(text.toLowerCase())) return null;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) {
    throw refusal(
      `${file}, line ${line}`,
      `has ${JSON.stringify(text.slice(0, 40))} as ${column}`,
      'write a plain decimal number such as 1234.5, or nothing where it is missing',
    );
  }
  return value;
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

function readable(error: unknown, file: string): unknown {
  if (systemCode(error) === 'ENOENT') return refusal(file, 'does not exist', 'check the path');
  if (systemCode(error) === 'EACCES') return refusal(file, 'cannot be read', 'check its permissions');
  return error;
}
