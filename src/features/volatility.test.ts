import { describe, expect, it } from 'vitest';
import { daysOf, wavyDays } from '../testing/days.ts';
import { expectFigures } from '../testing/near.ts';
import { engineer, featureSets } from './engineer.ts';

describe('the set volatility', () => {
  const table = engineer(wavyDays(), featureSets.volatility);

  // By pandas 1.5.3: rolling(n).std(ddof=1) and .median(), ewm(halflife=h, adjust=True).mean().
  it('has the features that pandas computes', () => {
    expectFigures(table, {
      volatility_7_to_90: 0.03957120861263156,
      volatility_14_to_90: 0.0037058588805809274,
      volatility_30_to_90: 0.01512958661547105,
      abs_return_to_median: 0.09466343766191869,
      abs_return_to_median_lag_1: 0.8882240305147638,
      abs_return_to_median_lag_2: 0.23047524092185434,
      abs_return_ewma_5_to_median: -0.1801245473695325,
      abs_return_ewma_20_to_median: -0.11562472779932237,
      volume_to_sma_30: 0.24739720187011116,
      log_volatility_30: -2.9100082335009105,
      tuesday: 0,
      wednesday: 0,
      thursday: 1,
      friday: 0,
      saturday: 0,
      sunday: 0,
    });
  });

  it('has rows from the day on that has 90 returns', () => {
    expect(table.rows[0]?.date).toBe('2024-03-31');
  });

  it('has no row while the price stands still: there is nothing to measure a move by', () => {
    expect(engineer(daysOf(new Array<number>(130).fill(7)), featureSets.volatility).rows).toHaveLength(0);
  });
});
