import { hasVolume, known, logPrice, logReturn, logVolume } from './day-columns.ts';
import type { FeatureSet } from './feature-set.ts';
import { weekdays } from './weekdays.ts';
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
  looksAt: { totalVolume: 'where known' },
  columns: (days) => {
    const price = known(days, 'price');
    const log = logPrice(days);
    const daily = logReturn(days);
    return {
      log_return_1: daily,
      log_return_1_lag_1: lag(daily, 1),
      log_return_1_lag_2: lag(daily, 2),
      log_return_1_lag_3: lag(daily, 3),
      log_return_1_lag_6: lag(daily, 6),
      log_return_7: change(log, 7),
      log_return_30: change(log, 30),
      price_to_sma_7: relativeTo(price, movingAverage(price, 7)),
      price_to_sma_30: relativeTo(price, movingAverage(price, 30)),
      return_volatility_14: volatility(daily, 14),
      volatility_ratio_7_30: combine(volatility(daily, 7), volatility(daily, 30), (a, b) => a / b),
      ...(hasVolume(days) && ofVolume(logVolume(days))),
      rsi_14: relativeStrength(price, 14),
      macd_histogram: macdHistogram(price),
      ...weekdays(days),
    };
  },
};

function ofVolume(volume: Column): Record<string, Column> {
  return { volume_change_1: change(volume, 1), volume_to_sma_7: toAverage(volume, 7) };
}

/** How far the logarithm of a volume is from the mean of n of them. */
export function toAverage(volume: Column, n: number): Column {
  return combine(volume, movingAverage(volume, n), (today, usual) => today - usual);
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
