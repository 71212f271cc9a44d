import { DAY_MS, dateOf, dayNumber } from '../../../dates.ts';
import type { Observation } from '../../../domain.ts';
import { at, entry } from '../../../learning/vector.ts';
import { NearestToMidnight, nearestMidnight } from '../../midnight.ts';
import { offHourWords } from '../../points.ts';
import { FIRST_DAY } from '../../stored-chart.ts';
import type { Layout, PricesAt } from './file-form.ts';
import type { ReadRows } from './read-rows.ts';
import { refusal } from './refusal.ts';
import { stamp } from './stamp.ts';
import type { Block } from './table/observed.ts';

/** `FIRST_DAY` in days since 1970-01-01. */
export const FIRST_DAY_NUMBER = dayNumber(FIRST_DAY);

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

/** When the values of a row of some time were those of the market. */
export type MomentOf = (time: number) => number;

/** A row, by its place. */
interface Pick {
  readonly block: Block;
  readonly index: number;
  /** Whether the row is of the date before. */
  readonly isFromBefore: boolean;
}

/** The row that is taken for each date. */
export class PickedDays {
  private readonly byDay = new NearestToMidnight<Pick>();
  private readonly priced = new Set<number>();
  private unfinished: number | undefined;
  private outside = 0;
  private repeated = 0;
  private first: number | undefined;

  add(block: Block, { momentOf, isEnd, now }: { momentOf: MomentOf; isEnd: boolean; now: number }): void {
    for (let index = 0; index < block.count; index++) {
      const time = entry(block.times, index);
      const moment = momentOf(time);
      const isPriced = !Number.isNaN(block.prices[index]);
      if (isPriced) this.first ??= moment;
      if (isEnd && moment > now) {
        if (isPriced) this.unfinished = Math.max(this.unfinished ?? time, time);
        continue;
      }
      const near = nearestMidnight(moment);
      const { day } = near;
      if (day < FIRST_DAY_NUMBER || day > now / DAY_MS + 2) {
        this.outside += 1;
        continue;
      }
      if (isPriced) this.priced.add(Math.floor(moment / DAY_MS));
      const other = this.byDay.get(day);
      const isNear = this.byDay.offer({ block, index, isFromBefore: Math.floor(time / DAY_MS) < day }, near);
      if (isNear && other !== undefined && other.block.times[other.index] === time) this.repeated += 1;
    }
  }

  days(
    { emptyRows, zeroPrices }: ReadRows,
    { layout, request, isDaily }: { layout: Layout; request: DaysRequest; isDaily: boolean },
  ): DaysIn {
    const all = this.byDay
      .inOrder()
      .map(([day, pick]) => ({ ...pick, observation: observationOf(day, pick) }));
    const isPriced = ({ observation }: { readonly observation: Observation }) => observation.price !== null;
    const [from, to] = [all.findIndex(isPriced), all.findLastIndex(isPriced)];
    if (from < 0) throw this.nothing(request.file);
    const kept = all.slice(from, to + 1);
    const cut = all.length - kept.length + this.outside;
    const [first, last] = [at(kept, 0).observation.date, at(kept, kept.length - 1).observation.date];
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
      without > 0 && offHourWords(without),
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
