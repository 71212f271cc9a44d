import { plural } from '../counts.ts';
import type { Observation } from '../domain.ts';
import { type Notice, notice } from './notice.ts';

/**
 * The observations in a CSV file, one a date.
 *
 * @throws {InputError} where the file cannot be read as such
 */
export async function* readChartFile(
  file: string,
  signal: AbortSignal,
): AsyncGenerator<Notice, readonly Observation[], void> {
  const { readCsv } = await import('./sources/files/csv.ts');
  const { observations, repeatedDates, offHourDates } = await readCsv(file, signal);
  if (repeatedDates > 0) {
    yield notice(`${file}: ${repeatedDates} rows repeat a date; the first of each is used`);
  }
  const [first] = offHourDates;
  if (first !== undefined) {
    const what = plural(offHourDates.length, 'date');
    yield notice(
      `${file}: ${what} without a price within an hour of 00:00 UTC, first ${first}; taken as missing`,
    );
  }
  return observations;
}
