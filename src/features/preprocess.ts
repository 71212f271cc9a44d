import { dateOf, dayNumber } from '../dates.ts';
import type { Day, DayValue, Filled, Observation } from '../domain.ts';
import { at } from '../learning/vector.ts';

/** A price that differs from the day before's by no more than this share of it is the day before's. */
const CONVERSION_NOISE = 1e-12;

/**
 * One cleaned day for every calendar day from the first observation with a price to the last. Missing days, missing
 * values, and prices and market caps of 0 are filled from the day before and, at the head only, from the day after;
 * each filled value is marked. A chart without any price has no days.
 */
export function preprocess(observations: readonly Observation[]): readonly Day[] {
  const calendar = everyDay(withoutUnpricedEnds(observations));
  const prices = fill(calendar.map(({ price }) => unlessZero(price)));
  const marketCaps = fill(calendar.map(({ marketCap }) => unlessZero(marketCap)));
  const totalVolumes = fill(calendar.map(({ totalVolume }) => totalVolume));
  let before: number | undefined;
  const days: Day[] = [];
  for (const [t, { date }] of calendar.entries()) {
    const [price, marketCap, totalVolume] = [at(prices, t), at(marketCaps, t), at(totalVolumes, t)];
    if (price.value === null) continue;
    before = withoutNoise(price.value, before);
    days.push({
      date,
      price: before,
      marketCap: marketCap.value,
      totalVolume: totalVolume.value,
      filled: {
        ...(price.filled && { price: price.filled }),
        ...(marketCap.filled && { marketCap: marketCap.filled }),
        ...(totalVolume.filled && { totalVolume: totalVolume.filled }),
      },
    });
  }
  return days;
}

/** The observations from the first with a price to the last. */
export function withoutUnpricedEnds<Row extends Observation>(observations: readonly Row[]): readonly Row[] {
  const isPriced = ({ price }: Observation) => unlessZero(price) !== null;
  // Where none has one, from −1 to 0, which is nothing.
  return observations.slice(observations.findIndex(isPriced), observations.findLastIndex(isPriced) + 1);
}

/** How many days have a filled value. */
export function filledDays(days: readonly Day[]): number {
  return days.filter(({ filled }) => Object.keys(filled).length > 0).length;
}

/** On how many days each value was filled. */
export function filledByColumn(days: readonly Day[]): Readonly<Record<DayValue, number>> {
  const count = (value: DayValue) => days.filter(({ filled }) => filled[value] !== undefined).length;
  return { price: count('price'), marketCap: count('marketCap'), totalVolume: count('totalVolume') };
}

/** On how many days, from the first with a price to the last, each value is missing. */
export function missingByColumn(observations: readonly Observation[]): Readonly<Record<DayValue, number>> {
  const calendar = everyDay(withoutUnpricedEnds(observations));
  const count = (value: DayValue) =>
    calendar.filter((day) => (value === 'totalVolume' ? day[value] : unlessZero(day[value])) === null).length;
  return { price: count('price'), marketCap: count('marketCap'), totalVolume: count('totalVolume') };
}

type Value = number | null;

/** The observations with an empty one for each calendar day that is missing between them. */
function everyDay(observations: readonly Observation[]): readonly Observation[] {
  const calendar: Observation[] = [];
  let expected: number | undefined;
  for (const observation of observations) {
    const day = dayNumber(observation.date);
    for (let missing = expected ?? day; missing < day; missing++) {
      calendar.push({ date: dateOf(missing), price: null, marketCap: null, totalVolume: null });
    }
    calendar.push(observation);
    expected = day + 1;
  }
  return calendar;
}

/** A value, and where it was filled from where it was missing. */
interface Cell {
  readonly value: Value;
  readonly filled?: Filled;
}

/** Fills forward, then backward at the head; what is known nowhere stays missing. */
function fill(values: readonly Value[]): readonly Cell[] {
  const observed = values.map((value) => (Number.isFinite(value) ? value : null));
  const first = observed.find((value) => value !== null) ?? null;
  let latest: Value = null;
  return observed.map((value): Cell => {
    if (value === null && latest !== null) return { value: latest, filled: 'forward' };
    if (value === null) return first === null ? { value: null } : { value: first, filled: 'backward' };
    latest = value;
    return { value };
  });
}

function unlessZero(value: Value): Value {
  return value === 0 ? null : value;
}

/** A price, or the day before's where it differs from that by the noise of a conversion. */
function withoutNoise(price: number, before: number | undefined): number {
  return before !== undefined && Math.abs(price - before) <= CONVERSION_NOISE * before ? before : price;
}
