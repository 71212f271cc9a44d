import { dayOfWeek } from '../dates.ts';
import type { Day } from '../domain.ts';
import type { FeatureSet } from './feature-set.ts';
import {
  type Column,
  change,
  combine,
  exponentialAverage,
  lag,
  movingAverage,
  relativeStrength,
  relativeTo,
  volatility,
} from './windows.ts';

/** Returns and ratios, which keep their range while prices move by orders of magnitude. */
export const returns: FeatureSet = {
  name: 'returns',
  scaler: 'standard',
  defaultL2: 1000,
  defaultHalfLife: null,
  columns: (days) => {
    const price = days.map((day) => day.price);
    const logPrice = price.map(Math.log);
    const logReturn = dailyLogReturn(days);
    const logVolume = logVolumeOf(days);
    return {
      log_return_1: logReturn,
      log_return_1_lag_1: lag(logReturn, 1),
      log_return_1_lag_2: lag(logReturn, 2),
      log_return_1_lag_3: lag(logReturn, 3),
      log_return_1_lag_6: lag(logReturn, 6),
      log_return_7: change(logPrice, 7),
      log_return_30: change(logPrice, 30),
      price_to_sma_7: relativeTo(price, movingAverage(price, 7)),
      price_to_sma_30: relativeTo(price, movingAverage(price, 30)),
      return_volatility_14: volatility(logReturn, 14),
      volatility_ratio_7_30: combine(volatility(logReturn, 7), volatility(logReturn, 30), (a, b) => a / b),
      volume_change_1: change(logVolume, 1),
      volume_to_sma_7: combine(logVolume, movingAverage(logVolume, 7), (a, b) => a - b),
      rsi_14: relativeStrength(price, 14),
      macd_histogram: macdHistogram(price),
      ...weekdays(days),
    };
  },
};

/** ln of today's price over yesterday's. */
export function dailyLogReturn(days: readonly Day[]): Column {
  return change(
    days.map(({ price }) => Math.log(price)),
    1,
  );
}

/** The natural logarithm of volume. A volume of 0 has none: the day before's is carried forward. */
function logVolumeOf(days: readonly Day[]): Column {
  let latest = Number.NaN;
  return days.map(({ totalVolume }) => {
    if (totalVolume > 0) latest = Math.log(totalVolume);
    return latest;
  });
}

/** ((EMA12 − EMA26) − its EMA9) / price */
function macdHistogram(price: Column): Column {
  const macd = combine(
    exponentialAverage(price, 12),
    exponentialAverage(price, 26),
    (fast, slow) => fast - slow,
  );
  const histogram = combine(macd, exponentialAverage(macd, 9), (line, signal) => line - signal);
  return combine(histogram, price, (value, today) => value / today);
}

/** 1 on the day of the week, else 0. Monday is where all of them are 0. */
function weekdays(days: readonly Day[]): Record<string, Column> {
  const names = ['tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const today = days.map(({ date }) => dayOfWeek(date));
  return Object.fromEntries(names.map((name, i) => [name, today.map((day) => (day === i + 1 ? 1 : 0))]));
}
