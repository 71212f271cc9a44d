import { setImmediate as nextTurn } from 'node:timers/promises';
import { DAY_MS, dateOf, HOUR_MS, utcDate } from '../../../dates.ts';
import type { Observation } from '../../../domain.ts';
import type { Layout, PricesAt } from './file-form.ts';
import type { ReadRows } from './read-rows.ts';
import { refusal } from './refusal.ts';
import { withDayAndMonthSwapped } from './table/date-cell.ts';
import type { Block } from './table/observed.ts';

const FIRST_DAY = Date.UTC(2009, 0, 1) / DAY_MS;
const LONGEST_DAILY_STEP = 25 * HOUR_MS;
const SHORTEST_DAILY_STEP = 20 * HOUR_MS;
/** So often has a step to occur before it says how far apart the rows of a file are. */
const STEADY = 3;

export interface DaysRequest {
  readonly file: string;
  readonly now?: Date;
  readonly signal?: AbortSignal;
  readonly placeOf: (line: number) => string;
  /** What the user says of the prices; undefined where the form decides. */
  readonly pricesAt: PricesAt | undefined;
}

export interface DaysIn {
  readonly observations: readonly Observation[];
  readonly pricesAt: PricesAt;
  /** Whether the rows are shorter than a day. */
  readonly isIntraday: boolean;
  readonly notices: readonly string[];
}

/**
 * One observation a date: of the rows within an hour of its 00:00 UTC the nearest, of equally near ones the first. A
 * candle counts when it is over.
 *
 * @throws {InputError} where the rows are over a day apart, or none is near a 00:00
 */
export async function daysIn(rows: ReadRows, layout: Layout, request: DaysRequest): Promise<DaysIn> {
  const { blocks } = rows.observed;
  if (rows.dates.swappedUpTo > 0 || layout.dateOrder !== undefined || rows.dates.order !== undefined)
    swapDates(rows, layout);
  else if (rows.dates.isAmbiguous) throw ambiguous(request, blocks[0]);
  const steps = new Steps();
  for (const block of blocks) {
    checkRange(block, request);
    steps.add(block);
    await nextTurn();
    request.signal?.throwIfAborted();
  }
  const { step, times } = steps.commonest();
  if (step > LONGEST_DAILY_STEP && times >= STEADY) throw tooFarApart(request.file, step);
  const isDaily = step >= SHORTEST_DAILY_STEP;
  const isEnd = (request.pricesAt ?? layout.pricesAt) === 'end';
  const momentOf = momentIn({ isDaily, isEnd, step, isAsked: request.pricesAt !== undefined });
  const picked = new Picked();
  for (const block of blocks) {
    picked.add(block, { momentOf, isEnd, now: request.now?.getTime() ?? Number.POSITIVE_INFINITY });
    await nextTurn();
    request.signal?.throwIfAborted();
  }
  return picked.days(rows, { layout, request, isDaily });
}

/** When the values of a row of some time were those of the market. */
type MomentOf = (time: number) => number;

function momentIn(rows: { isDaily: boolean; isEnd: boolean; step: number; isAsked: boolean }): MomentOf {
  const { isDaily, isEnd, step } = rows;
  if (isDaily && rows.isAsked) return (time) => Math.floor(time / DAY_MS) * DAY_MS + (isEnd ? DAY_MS : 0);
  if (!isEnd) return (time) => time;
  if (isDaily) return (time) => (timeOfDay(time) >= DAY_MS - HOUR_MS ? time : time + DAY_MS);
  return (time) => time + step;
}

/** How often rows follow one another by how much; exact below an hour, by hours above. */
class Steps {
  private readonly counts = new Map<number, number>();
  private previous: number | undefined;

  add({ times, count }: Block): void {
    for (let i = 0; i < count; i++) {
      const time = times[i] ?? Number.NaN;
      const apart = Math.abs(time - (this.previous ?? time));
      this.previous = time;
      const unit = apart >= HOUR_MS ? HOUR_MS : 1000;
      const step = Math.round(apart / unit) * unit;
      if (step > 0 && (this.counts.size < 10_000 || this.counts.has(step))) {
        this.counts.set(step, (this.counts.get(step) ?? 0) + 1);
      }
    }
  }

  commonest(): { readonly step: number; readonly times: number } {
    let best = { step: DAY_MS, times: 0 };
    for (const [step, times] of this.counts) {
      if (times > best.times || (times === best.times && step < best.step)) best = { step, times };
    }
    return best;
  }
}

interface Pick {
  readonly block: Block;
  readonly index: number;
  readonly distance: number;
  /** Whether the row is of the date before. */
  readonly isFromBefore: boolean;
}

/** The row that is taken for each date. */
class Picked {
  private readonly byDay = new Map<number, Pick>();
  private readonly priced = new Set<number>();
  private unfinished: number | undefined;
  private outside = 0;
  private repeated = 0;
  private first: number | undefined;

  add(block: Block, { momentOf, isEnd, now }: { momentOf: MomentOf; isEnd: boolean; now: number }): void {
    for (let index = 0; index < block.count; index++) {
      const time = block.times[index] ?? Number.NaN;
      const moment = momentOf(time);
      const isPriced = !Number.isNaN(block.prices[index]);
      if (isPriced) this.first ??= moment;
      if (isEnd && moment > now) {
        if (isPriced) this.unfinished = Math.max(this.unfinished ?? time, time);
        continue;
      }
      const day = Math.round(moment / DAY_MS);
      if (day < FIRST_DAY || day > now / DAY_MS + 2) {
        this.outside += 1;
        continue;
      }
      if (isPriced) this.priced.add(Math.floor(moment / DAY_MS));
      const distance = Math.abs(moment - day * DAY_MS);
      if (distance > HOUR_MS) continue;
      const other = this.byDay.get(day);
      if (other !== undefined && other.block.times[other.index] === time) this.repeated += 1;
      if (other === undefined || distance < other.distance) {
        this.byDay.set(day, { block, index, distance, isFromBefore: Math.floor(time / DAY_MS) < day });
      }
    }
  }

  days(
    { emptyRows, zeroPrices }: ReadRows,
    { layout, request, isDaily }: { layout: Layout; request: DaysRequest; isDaily: boolean },
  ): DaysIn {
    const all = [...this.byDay]
      .toSorted(([a], [b]) => a - b)
      .map(([day, pick]) => ({ ...pick, observation: observationOf(day, pick) }));
    const isPriced = ({ observation }: { readonly observation: Observation }) => observation.price !== null;
    const [from, to] = [all.findIndex(isPriced), all.findLastIndex(isPriced)];
    if (from < 0) throw this.nothing(request.file);
    const kept = all.slice(from, to + 1);
    const cut = all.length - kept.length + this.outside;
    const [first, last] = [kept[0]?.observation.date ?? '', kept.at(-1)?.observation.date ?? ''];
    const without = [...this.priced].filter(
      (day) => !this.byDay.has(day) && dateOf(day) > first && dateOf(day) < last,
    ).length;
    const fromBefore = kept.filter(({ isFromBefore }) => isFromBefore).length;
    const pricesAt = request.pricesAt ?? (fromBefore > kept.length / 2 ? 'end' : layout.pricesAt);
    const notices = [
      emptyRows > 0 && `${emptyRows} empty rows are left out`,
      zeroPrices > 0 &&
        `${zeroPrices === 1 ? '1 price of 0 counts' : `${zeroPrices} prices of 0 count`} as missing`,
      this.repeated > 0 && `${this.repeated} rows repeat a date; the first of each is used`,
      this.unfinished !== undefined &&
        `the candle of ${stamp(this.unfinished)} was not over, and is left out`,
      cut > 0 && `${cut} dates without a price before ${first} or after ${last} are cut off`,
      without > 0 && `${without} dates have prices, but none within an hour of 00:00 UTC: they are missing`,
    ].filter((text) => text !== false);
    return {
      observations: kept.map(({ observation }) => observation),
      pricesAt,
      isIntraday: !isDaily,
      notices,
    };
  }

  private nothing(file: string) {
    if (this.first === undefined)
      return refusal(file, 'has no price', 'use a file that has prices', 'no_data');
    if (this.byDay.size > 0 || this.unfinished !== undefined) {
      return refusal(file, 'has no price of a day that is over', 'use a file that has prices', 'no_data');
    }
    const clock = new Date(this.first).toISOString().slice(11, 16);
    return refusal(
      file,
      `has no price within an hour of 00:00 UTC: the first is at ${clock}`,
      'take prices of 00:00 UTC, or say whether they are those of the start or the end of their date',
      'not_daily',
      { time: clock },
    );
  }
}

function observationOf(day: number, { block, index }: Pick): Observation {
  const valueIn = (column: Float64Array) => {
    const value = column[index];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  return {
    date: dateOf(day),
    price: valueIn(block.prices),
    marketCap: valueIn(block.marketCaps),
    totalVolume: valueIn(block.totalVolumes),
  };
}

/** Dates that were read as month first, and are day first. */
function swapDates({ observed, dates }: ReadRows, { dateOrder }: Layout): void {
  const count = dates.order === undefined && dateOrder === 'day first' ? observed.count : dates.swappedUpTo;
  let seen = 0;
  for (const { times, count: length } of observed.blocks) {
    for (let i = 0; i < length && seen < count; i++, seen++)
      times[i] = withDayAndMonthSwapped(times[i] ?? Number.NaN);
  }
}

/** Refuses a price from before there were any, or of a day that has not begun. */
function checkRange({ times, prices, lines, count }: Block, { now, placeOf }: DaysRequest): void {
  const tomorrow = now === undefined ? Number.POSITIVE_INFINITY : Math.floor(now.getTime() / DAY_MS) + 1;
  for (let i = 0; i < count; i++) {
    const day = Math.floor((times[i] ?? Number.NaN) / DAY_MS);
    if ((day >= FIRST_DAY && day <= tomorrow) || Number.isNaN(prices[i])) continue;
    throw refusal(
      placeOf(lines[i] ?? 0),
      `has a price of ${stamp(times[i] ?? 0)}`,
      `prices are of 2009-01-01 ${now === undefined ? 'on' : `to ${dateOf(tomorrow)}`}: correct the date`,
    );
  }
}

function stamp(time: number): string {
  const isMidnight = timeOfDay(time) === 0;
  return isMidnight ? utcDate(time) : new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function timeOfDay(time: number): number {
  return time - Math.floor(time / DAY_MS) * DAY_MS;
}

function tooFarApart(file: string, step: number) {
  const days = Math.round(step / DAY_MS);
  return refusal(file, `has rows that are ${days} days apart`, 'use a file with a price a day', 'not_daily');
}

function ambiguous({ file }: DaysRequest, block: Block | undefined) {
  const [a, b] = [block?.times[0] ?? 0, withDayAndMonthSwapped(block?.times[0] ?? 0)].map(utcDate);
  return refusal(
    file,
    `does not show whether its first date is ${a} or ${b}`,
    'write its dates as YYYY-MM-DD',
  );
}
