import type { Day } from '../domain.ts';
import { maximum, minimum } from '../learning/scalers.ts';
import { known, logPrice, logReturn, onDatesOf } from './day-columns.ts';
import type { FeatureSet } from './feature-set.ts';
import { returns } from './returns.ts';
import { type Column, change, combine, relativeTo, rolling, volatility } from './windows.ts';

/**
 * `returns` with today's move in units of its volatility, the last quarter's trend and range, and, for every coin but
 * bitcoin, bitcoin's moves on the same dates. Recent rows weigh more.
 */
export const market: FeatureSet = {
  name: 'market',
  scaler: 'standard',
  defaultL2: 1000,
  defaultHalfLife: 1500,
  looksAt: returns.looksAt,
  companionOf: ({ coin, vsCurrency }) => (coin === 'bitcoin' ? undefined : { coin: 'bitcoin', vsCurrency }),
  columns: (days, bitcoin) => {
    const price = known(days, 'price');
    const log = logPrice(days);
    const daily = logReturn(days);
    const deviation = volatility(daily, 14);
    const dailyZ = combine(daily, deviation, (move, usual) => move / usual);
    const weeklyZ = combine(change(log, 7), deviation, (move, usual) => move / (usual * Math.sqrt(7)));
    return {
      ...returns.columns(days),
      log_return_1_z: dailyZ,
      log_return_7_z: weeklyZ,
      abs_log_return_1_z: dailyZ.map(Math.abs),
      log_return_90: change(log, 90),
      drawdown_90: relativeTo(price, rolling(price, 90, maximum)),
      rise_90: relativeTo(price, rolling(price, 90, minimum)),
      direction_sum_5: rolling(daily.map(Math.sign), 5, (signs) => signs.reduce((sum, s) => sum + s, 0)),
      ...(bitcoin && besideBitcoin(days, bitcoin)),
    };
  },
};

function besideBitcoin(days: readonly Day[], bitcoin: readonly Day[]): Record<string, Column> {
  const log = logPrice(bitcoin);
  const weekly = onDatesOf(days, bitcoin, change(log, 7));
  return {
    bitcoin_log_return_1: onDatesOf(days, bitcoin, change(log, 1)),
    bitcoin_log_return_7: weekly,
    relative_to_bitcoin_7: combine(change(logPrice(days), 7), weekly, (own, theirs) => own - theirs),
  };
}
