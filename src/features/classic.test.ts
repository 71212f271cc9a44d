import { describe, expect, it } from 'vitest';
import { daysOf, wavyDays } from '../testing/days.ts';
import { expectFigures } from '../testing/near.ts';
import { engineer, featureSets } from './engineer.ts';

describe('the set classic', () => {
  const table = engineer(wavyDays(), featureSets.classic);

  // By pandas 1.5.3: shift, rolling(n).mean(), rolling(n).std(ddof=1).
  it('has the features that pandas computes', () => {
    expectFigures(table, {
      price: 128.64006493392222,
      market_cap: 2759458032.8975654,
      total_volume: 1679527143.460063,
      price_lag_1: 127.96829485505012,
      price_lag_3: 136.12380382892468,
      price_lag_7: 128.44886269828643,
      price_sma_7: 131.6416312051855,
      price_sma_30: 126.4914606908382,
      price_volatility_14: 5.968088758697587,
      day_of_week: 3,
      month: 5,
      year: 2024,
    });
  });

  it('has months of two digits', () => {
    const days = daysOf(
      Array.from({ length: 40 }, (_, t) => 100 + t),
      { from: '2024-09-10' },
    ).map((day) => ({ ...day, marketCap: 1, totalVolume: 1 }));
    const { features, rows } = engineer(days, featureSets.classic);
    expect(rows.at(-1)).toMatchObject({ date: '2024-10-19' });
    expect(rows.at(-1)?.values[features.indexOf('month')]).toBe(10);
  });

  it('has rows from the day on that has 30 prices', () => {
    expect(table.rows[0]?.date).toBe('2024-01-30');
  });
});
