import { setImmediate as nextTurn } from 'node:timers/promises';
import { DAY_MS, dateOf, HOUR_MS, utcDate } from '../../../dates.ts';
import { at, entry } from '../../../learning/vector.ts';
import { FIRST_DAY } from '../../stored-chart.ts';
import type { Layout } from './file-form.ts';
import { type DaysIn, type DaysRequest, FIRST_DAY_NUMBER, type MomentOf, PickedDays } from './picked-days.ts';
import type { ReadRows } from './read-rows.ts';
import { refusal } from './refusal.ts';
import { stamp, timeOfDay } from './stamp.ts';
import { Steps } from './steps.ts';
import { withDayAndMonthSwapped } from './table/date-cell.ts';
import type { Block } from './table/observed.ts';

const LONGEST_DAILY_STEP = 25 * HOUR_MS;
const SHORTEST_DAILY_STEP = 20 * HOUR_MS;
/** So often has a step to occur before it says how far apart the rows of a file are. */
const STEADY = 3;

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
  else if (rows.dates.isAmbiguous) throw ambiguous(request, at(blocks, 0));
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
  const picked = new PickedDays();
  for (const block of blocks) {
    picked.add(block, { momentOf, isEnd, now: request.now?.getTime() ?? Number.POSITIVE_INFINITY });
    await nextTurn();
    request.signal?.throwIfAborted();
  }
  return picked.days(rows, { layout, request, isDaily });
}

function momentIn(rows: { isDaily: boolean; isEnd: boolean; step: number; isAsked: boolean }): MomentOf {
  const { isDaily, isEnd, step } = rows;
  if (isDaily && rows.isAsked) return (time) => Math.floor(time / DAY_MS) * DAY_MS + (isEnd ? DAY_MS : 0);
  if (!isEnd) return (time) => time;
  if (isDaily) return (time) => (timeOfDay(time) >= DAY_MS - HOUR_MS ? time : time + DAY_MS);
  return (time) => time + step;
}

/** Dates that were read as month first, and are day first. */
function swapDates({ observed, dates }: ReadRows, { dateOrder }: Layout): void {
  const count = dates.order === undefined && dateOrder === 'day first' ? observed.count : dates.swappedUpTo;
  let seen = 0;
  for (const { times, count: length } of observed.blocks) {
    for (let i = 0; i < length && seen < count; i++, seen++)
      times[i] = withDayAndMonthSwapped(entry(times, i));
  }
}

/** Refuses a price from before there were any, or of a day that has not begun. */
function checkRange({ times, prices, lines, count }: Block, { now, placeOf }: DaysRequest): void {
  const tomorrow = now === undefined ? Number.POSITIVE_INFINITY : Math.floor(now.getTime() / DAY_MS) + 1;
  for (let i = 0; i < count; i++) {
    const day = Math.floor(entry(times, i) / DAY_MS);
    if ((day >= FIRST_DAY_NUMBER && day <= tomorrow) || Number.isNaN(prices[i])) continue;
    throw refusal(
      placeOf(at(lines, i)),
      `has a price of ${stamp(entry(times, i))}`,
      `prices are of ${FIRST_DAY} ${now === undefined ? 'on' : `to ${dateOf(tomorrow)}`}: correct the date`,
    );
  }
}

function tooFarApart(file: string, step: number) {
  const days = Math.round(step / DAY_MS);
  return refusal(file, `has rows that are ${days} days apart`, 'use a file with a price a day', 'not_daily');
}

function ambiguous({ file }: DaysRequest, block: Block) {
  const first = entry(block.times, 0);
  const [a, b] = [first, withDayAndMonthSwapped(first)].map(utcDate);
  return refusal(
    file,
    `does not show whether its first date is ${a} or ${b}`,
    'write its dates as YYYY-MM-DD',
  );
}
