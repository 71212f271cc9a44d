import { dayOfWeek } from '../dates.ts';
import { known } from './day-columns.ts';
import type { FeatureSet } from './feature-set.ts';
import { lag, movingAverage, volatility } from './windows.ts';

/**
 * Prices, lags, averages, volatility and the calendar in raw units, as the textbooks have them. Raw units leave
 * their training range as soon as the market moves.
 */
export const classic: FeatureSet = {
  name: 'classic',
  scaler: 'min-max',
  defaultL2: 1,
  defaultHalfLife: null,
  looksAt: { marketCap: 'always', totalVolume: 'always' },
  columns: (days) => {
    const price = known(days, 'price');
    return {
      price,
      market_cap: known(days, 'marketCap'),
      total_volume: known(days, 'totalVolume'),
      price_lag_1: lag(price, 1),
      price_lag_3: lag(price, 3),
      price_lag_7: lag(price, 7),
      price_sma_7: movingAverage(price, 7),
      price_sma_30: movingAverage(price, 30),
      price_volatility_14: volatility(price, 14),
      day_of_week: days.map(({ date }) => dayOfWeek(date)),
      month: days.map(({ date }) => Number(date.slice(5, 7))),
      year: days.map(({ date }) => Number(date.slice(0, 4))),
    };
  },
};
