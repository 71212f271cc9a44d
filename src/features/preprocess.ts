import { dateOf, dayNumber } from '../dates.ts';
import type { Day, Observation } from '../domain.ts';

/**
 * One cleaned day for every calendar day from the first observation to the last. Missing days, missing values
 * and market caps of 0 are filled from the day before and, at the head only, from the day after; each filled day
 * is marked. Where a value is known nowhere, market cap and volume are 0; a chart without any price has no days.
 */
export function preprocess(observations: readonly Observation[]): readonly Day[] {
  const calendar = everyDay(observations);
  const prices = calendar.map(({ price }) => price);
  const marketCaps = calendar.map(({ marketCap }) => positive(marketCap));
  const totalVolumes = calendar.map(({ totalVolume }) => totalVolume);
  const filledPrices = fill(prices);
  if (filledPrices === undefined) return [];
  const filledMarketCaps = fill(marketCaps);
  const filledTotalVolumes = fill(totalVolumes);
  return calendar.map(({ date }, i) => {
    const priceFilled = prices[i] == null;
    return {
      date,
      price: filledPrices[i] ?? 0,
      marketCap: filledMarketCaps?.[i] ?? 0,
      totalVolume: filledTotalVolumes?.[i] ?? 0,
      filled: priceFilled || marketCaps[i] == null || totalVolumes[i] == null,
      priceFilled,
    };
  });
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

/** Fills forward, then backward at the head; undefined where there is no value at all. */
function fill(values: readonly Value[]): readonly number[] | undefined {
  const first = values.find((value) => value !== null);
  if (first === undefined) return undefined;
  let latest = first;
  return values.map((value) => {
    latest = value ?? latest;
    return latest;
  });
}

function positive(value: Value): Value {
  return value !== null && value > 0 ? value : null;
}
