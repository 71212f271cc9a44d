import type { Context } from '../context.ts';
import { addDays, DAY_MS, dateOf } from '../dates.ts';
import type { IsoDate } from '../domain.ts';
import { readDatedTable } from './sources/files/dated-table.ts';
import { refusal } from './sources/files/refusal.ts';
import { DateReader } from './sources/files/table/date-cell.ts';
import { cellAt } from './sources/files/table/rows.ts';

/** A forecast that anything else made. */
export interface ReadForecast {
  /** The date at whose 00:00 it was made, or was for the day after. */
  readonly asOf: IsoDate;
  readonly probability: number;
  /** Whether it is of another day than the one after its date. */
  readonly isMisdated: boolean;
}

/**
 * The forecasts in a file: a column `as_of` or `for`, the day after it, and one of probabilities.
 *
 * @throws {InputError} that names the file and the line where a cell cannot be used
 */
export async function readForecastFile(
  file: string,
  { signal, stdin }: Pick<Context, 'signal' | 'stdin'>,
): Promise<readonly ReadForecast[]> {
  const { dateColumn, header, rows } = await readDatedTable({
    file,
    dateNames: ['asof', 'for'],
    valueNames: ['probability'],
    signal,
    stdin,
  });
  const isFor = dateColumn.toLowerCase() === 'for';
  const forAt = isFor ? -1 : header.indexOf('for');
  const dates = new DateReader();
  return rows.map(({ date, values, cells, place }) => {
    const [probability] = values;
    if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1)) {
      throw refusal(place, `has ${probability ?? 'nothing'} as probability`, 'write a number from 0 to 1');
    }
    if (isFor) return { asOf: addDays(date, -1), probability, isMisdated: false };
    if (forAt < 0) return { asOf: date, probability, isMisdated: false };
    const moment = dates.read(cellAt(cells, forAt));
    if (Number.isNaN(moment)) throw refusal(place, 'has no date as for', 'write YYYY-MM-DD');
    return { asOf: date, probability, isMisdated: dateOf(Math.floor(moment / DAY_MS)) !== addDays(date, 1) };
  });
}
