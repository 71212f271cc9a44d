import { hasVolume, logReturn, logVolume } from './day-columns.ts';
import type { FeatureSet } from './feature-set.ts';
import { toAverage } from './returns.ts';
import { weekdays } from './weekdays.ts';
import { type Column, combine, decayingAverage, lag, rollingMedian, volatility } from './windows.ts';

/**
 * How much the price has moved of late, in units of how much it usually moves: the size of tomorrow's move can be
 * forecast where its direction hardly can. With r the daily log return, s_n the deviation of n of them, and m the
 * median of 90 |r|.
 */
export const volatilitySet: FeatureSet = {
  name: 'volatility',
  scaler: 'standard',
  defaultL2: 100,
  defaultHalfLife: 1500,
  looksAt: { totalVolume: 'where known' },
  columns: (days) => {
    const daily = logReturn(days);
    const size = daily.map(Math.abs);
    const median = rollingMedian(size, 90);
    const usual = volatility(daily, 90);
    const monthly = volatility(daily, 30);
    return {
      volatility_7_to_90: logRatio(volatility(daily, 7), usual),
      volatility_14_to_90: logRatio(volatility(daily, 14), usual),
      volatility_30_to_90: logRatio(monthly, usual),
      abs_return_to_median: sizeTo(median, size),
      abs_return_to_median_lag_1: sizeTo(median, lag(size, 1)),
      abs_return_to_median_lag_2: sizeTo(median, lag(size, 2)),
      abs_return_ewma_5_to_median: logRatio(decayingAverage(size, 5), median),
      abs_return_ewma_20_to_median: logRatio(decayingAverage(size, 20), median),
      ...(hasVolume(days) && { volume_to_sma_30: toAverage(logVolume(days), 30) }),
      log_volatility_30: monthly.map(Math.log),
      ...weekdays(days),
    };
  },
};

/** ln(a/b) */
function logRatio(a: Column, b: Column): Column {
  return combine(a, b, (value, reference) => Math.log(value / reference));
}

/** ln(1 + |r|/m) */
function sizeTo(median: Column, size: Column): Column {
  return combine(size, median, (move, usual) => Math.log(1 + move / usual));
}
