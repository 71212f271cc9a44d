import { HOUR_MS } from '../../../../dates.ts';
import { at } from '../../../../learning/vector.ts';
import { refusal } from '../refusal.ts';
import type { Batch, Cells } from './rows.ts';

/** JSON is held whole, and in the worst shape takes fifty times its size. */
const LARGEST_JSON = 8 * 1024 * 1024;

/**
 * The rows in JSON, the names of the columns first: CoinGecko's answer, a list of rows, or a list of objects. Where
 * there are none, it says so.
 */
export async function* rowsOfJson(
  texts: AsyncIterable<string>,
  file: string,
): AsyncGenerator<Batch, void, void> {
  const rows = rowsIn(await parse(texts, file), file);
  if (rows === undefined) {
    throw refusal(
      file,
      'is JSON, but not an answer of CoinGecko with its prices',
      'save the answer of coins/{id}/market_chart whole, or a table as CSV',
      'unknown_form',
    );
  }
  yield { rows, first: 0 };
}

async function parse(texts: AsyncIterable<string>, file: string): Promise<unknown> {
  const pieces: string[] = [];
  let length = 0;
  for await (const text of texts) {
    pieces.push(text);
    length += text.length;
    if (length > LARGEST_JSON) throw refusal(file, 'is JSON of over 8 MiB', 'save its table as CSV');
  }
  try {
    const value: unknown = JSON.parse(pieces.join(''));
    return value;
  } catch (error) {
    const where = error instanceof SyntaxError ? `: ${error.message}` : '';
    throw refusal(file, `is JSON that breaks off or is damaged${where}`, 'download it again');
  }
}

function rowsIn(value: unknown, file: string): readonly Cells[] | undefined {
  if (isObject(value)) {
    if (Array.isArray(value.prices)) return answerRows(value, file);
    const nested = Object.values(value).filter((each) => isObject(each) || Array.isArray(each));
    return nested.length === 1 || isObject(value.result)
      ? rowsIn(Object.values(value.result ?? nested)[0], file)
      : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const entries: readonly unknown[] = value;
  if (entries.length > 0 && entries.every(Array.isArray)) return entries.map((entry) => entry.map(cellOf));
  if (entries.length === 0 || !entries.every(isObject)) return undefined;
  const names = Object.keys(at(entries, 0));
  return [names, ...entries.map((entry) => names.map((name) => cellOf(entry[name])))];
}

/** CoinGecko's three series, joined by time. */
function answerRows(answer: Readonly<Record<string, unknown>>, file: string): readonly Cells[] {
  const names = ['prices', 'market_caps', 'total_volumes'].filter((name) => answer[name] !== undefined);
  const [prices = [], ...others] = names.map((name) => seriesIn(answer[name], `${file}, ${name}`));
  const joined = others.map((series) => nearestIn(series));
  return [
    ['timestamp', ...names],
    ...prices.map(([time, price]) => [
      String(time),
      cellOf(price),
      ...joined.map((valueAt) => cellOf(valueAt(time))),
    ]),
  ];
}

type Series = readonly (readonly [time: number, value: number | null])[];

function seriesIn(value: unknown, place: string): Series {
  if (!Array.isArray(value)) throw refusal(place, 'is no list', 'save the whole answer');
  const points: readonly unknown[] = value;
  return points.map((point, i) => {
    const [time, figure]: readonly unknown[] = Array.isArray(point) ? point : [];
    if (typeof time !== 'number' || (typeof figure !== 'number' && figure !== null)) {
      throw refusal(`${place}, entry ${i + 1},`, 'is not a time and a number', 'save the whole answer');
    }
    return [time, figure];
  });
}

/** The value of a series whose time is nearest to one, at most an hour away; times mostly come in order. */
function nearestIn(series: Series): (time: number) => number | null {
  const sorted = series.toSorted(([a], [b]) => a - b);
  let at = 0;
  return (time) => {
    const distance = (i: number) => Math.abs((sorted[i]?.[0] ?? Number.POSITIVE_INFINITY) - time);
    while (at > 0 && distance(at - 1) <= distance(at)) at -= 1;
    while (at + 1 < sorted.length && distance(at + 1) < distance(at)) at += 1;
    return distance(at) <= HOUR_MS ? (sorted[at]?.[1] ?? null) : null;
  };
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
