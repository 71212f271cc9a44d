import { dayOfWeek } from '../dates.ts';
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
  columns: (days) => {
    const price = days.map((day) => day.price);
    return {
      price,
      market_cap: days.map((day) => day.marketCap),
      total_volume: days.map((day) => day.totalVolume),
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
