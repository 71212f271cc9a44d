import { HOUR_MS } from '../../../../dates.ts';

/** Which of the two comes first in dates such as 03/04/2024. */
export type DateOrder = 'day first' | 'month first';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLOCK = String.raw`(?:(?:T|[ ,]+)(?<hour>\d{1,2})(?::(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?)?[ -]?(?<half>[AP]M)?)?`;
const OFFSET = String.raw`(?: ?(?:Z|(?:UTC|GMT)?(?<offset>[+-]\d{2}(?::?\d{2})?)?(?: ?UTC)?(?: \([\w ]+\))?))?`;
const WEEKDAY = `(?:[A-Z][a-z]{2,8},? )?`;
const YEAR_FIRST = dateForm(String.raw`(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})`);
/** What most files have, by a way that is ten times as fast: a million minutes have a million of them. */
const COMMON =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.0{1,9})?)?(?:Z|\+00:00| UTC)?)?$/;
const IN_FIGURES = dateForm(String.raw`(?<a>\d{1,2})([-/.])(?<b>\d{1,2})\2(?<year>\d{4}|\d{2})`);
const MONTH_NAMED = [
  dateForm(
    String.raw`${WEEKDAY}(?<name>[A-Z][a-z]{2,8})\.?[ -](?<day>\d{1,2})(?:st|nd|rd|th)?,?[ -](?<year>\d{4})`,
  ),
  dateForm(
    String.raw`${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th)?[ -](?<name>[A-Z][a-z]{2,8})\.?,?[ -](?<year>\d{4}|\d{2})`,
  ),
];

function dateForm(date: string): RegExp {
  return new RegExp(`^${date}${CLOCK}${OFFSET}$`, 'i');
}

/**
 * Reads the dates of one file. Dates in figures are read as month first until a date shows the order; once one shows
 * that the day is first, `swappedUpTo` says how many of the dates read so far are to be swapped.
 */
export class DateReader {
  order: DateOrder | undefined;
  /** How many dates were read as month first before one showed that the day is first. */
  swappedUpTo = 0;
  /** Whether a date was read that would be another one in the other order. */
  isAmbiguous = false;
  private count = 0;

  /** `isLocal`: a time of 00:00 with an offset means the date, wherever it was written. */
  constructor(private readonly isLocal = false) {}

  /** The moment that a cell names, in milliseconds; NaN where it names none. */
  read(cell: string): number {
    const text = cell.trim();
    const moment = /^\d+(?:\.\d+)?T?$/.test(text)
      ? momentInDigits(text.replace('T', ''))
      : this.readWritten(text);
    this.count += 1;
    return moment;
  }

  private readWritten(text: string): number {
    const common = COMMON.exec(text);
    if (common !== null) return momentInCommon(common);
    const iso = YEAR_FIRST.exec(text)?.groups;
    if (iso) return momentOf({ ...iso }, this.isLocal);
    const figures = IN_FIGURES.exec(text)?.groups;
    if (figures) return this.readFigures(figures);
    for (const form of MONTH_NAMED) {
      const named = form.exec(text)?.groups;
      const month = MONTHS.indexOf(named?.name?.slice(0, 3).toLowerCase() ?? '') + 1;
      if (named && month > 0) return momentOf({ ...named, month: String(month) }, this.isLocal);
    }
    return Number.NaN;
  }

  private readFigures({ a = '', b = '', ...rest }: Parts): number {
    const shows = Number(a) > 12 ? 'day first' : Number(b) > 12 ? 'month first' : undefined;
    if (shows === undefined) this.isAmbiguous ||= a !== b;
    else if (this.order === undefined) {
      this.order = shows;
      if (shows === 'day first') this.swappedUpTo = this.count;
    } else if (this.order !== shows) return Number.NaN;
    const [day, month] = this.order === 'day first' ? [a, b] : [b, a];
    return momentOf({ ...rest, day, month }, this.isLocal);
  }
}

/** The moment that is named by the same figures where day and month are the other way round. */
export function withDayAndMonthSwapped(moment: number): number {
  const date = new Date(moment);
  const [month, day] = [date.getUTCDate() - 1, date.getUTCMonth() + 1];
  return (
    Date.UTC(date.getUTCFullYear(), month, day) + (moment - Math.floor(moment / 86_400_000) * 86_400_000)
  );
}

function momentInCommon([, year, month, day, hour, minute, second]: RegExpExecArray): number {
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).getUTCDate() !== Number(day)) return Number.NaN;
  return midnight + ((Number(hour ?? 0) * 60 + Number(minute ?? 0)) * 60 + Number(second ?? 0)) * 1000;
}

type Parts = Readonly<Record<string, string | undefined>>;

function momentOf(parts: Parts, isLocal: boolean): number {
  const of = (name: string) => Number(parts[name] ?? 0);
  const year = of('year') + (parts.year?.length === 2 ? 2000 : 0);
  const midnight = Date.UTC(year, of('month') - 1, of('day'));
  if (new Date(midnight).getUTCDate() !== of('day') || of('month') < 1 || of('month') > 12) return Number.NaN;
  const hour = parts.half ? (of('hour') % 12) + (/pm/i.test(parts.half) ? 12 : 0) : of('hour');
  if (of('hour') > (parts.half ? 12 : 24) || of('minute') > 59 || of('second') > 60) return Number.NaN;
  if (parts.hour !== undefined && parts.minute === undefined && parts.half === undefined) return Number.NaN;
  const clock = ((hour * 60 + of('minute')) * 60 + of('second')) * 1000;
  const offset = isLocal && clock === 0 ? 0 : offsetOf(parts.offset);
  return midnight + clock + Math.trunc(Number(`0.${parts.fraction ?? 0}`) * 1000) - offset;
}

function offsetOf(text = '+00'): number {
  const [sign, digits] = [text.startsWith('-') ? -1 : 1, text.replace(/\D/g, '').padEnd(4, '0')];
  return sign * (Number(digits.slice(0, 2)) + Number(digits.slice(2)) / 60) * HOUR_MS;
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, by their number of digits; or YYYYMMDD. */
function momentInDigits(text: string): number {
  const digits = text.indexOf('.') < 0 ? text.length : text.indexOf('.');
  if (digits === 8 && digits === text.length) {
    return momentOf({ year: text.slice(0, 4), month: text.slice(4, 6), day: text.slice(6) }, false);
  }
  if (digits === 9 || digits === 10) return Math.round(Number(text) * 1000);
  if (digits === 12 || digits === 13) return Math.floor(Number(text));
  if (digits === 15 || digits === 16) return Math.floor(Number(text) / 1000);
  if (digits === 18 || digits === 19) return Math.floor(Number(text.slice(0, digits - 6)));
  return Number.NaN;
}
