import { describe, expect, it } from 'vitest';
import { daysOf, wavyDays } from '../testing/days.ts';
import { expectFigures } from '../testing/near.ts';
import { engineer, featureSets } from './engineer.ts';

describe('the set returns', () => {
  const table = engineer(wavyDays(), featureSets.returns);

  // By pandas 1.5.3: shift, rolling(n).mean() and .std(ddof=1), ewm(span=n, adjust=False).mean(); RSI by Wilder's
  // words.
  it('has the features that pandas computes', () => {
    expectFigures(table, {
      log_return_1: 0.0052357734100692,
      log_return_1_lag_1: -0.07545049895696909,
      log_return_1_lag_2: 0.013668241834310813,
      log_return_1_lag_3: 0.077542951357084,
      log_return_1_lag_6: 0.057324829922559495,
      log_return_7: 0.0014874407283844704,
      log_return_30: 0.12250499739293641,
      price_to_sma_7: -0.02280104131028904,
      price_to_sma_30: 0.01698616042023171,
      return_volatility_14: 0.05385651162031668,
      volatility_ratio_7_30: 1.0247427669248501,
      volume_change_1: -0.23005782844945344,
      volume_to_sma_7: 0.1757814531926698,
      rsi_14: 51.24245374485687,
      macd_histogram: 0.0019549872920945925,
      tuesday: 0,
      wednesday: 0,
      thursday: 1,
      friday: 0,
      saturday: 0,
      sunday: 0,
    });
  });

  it('has rows from the day on that has 30 returns', () => {
    expect(table.rows[0]?.date).toBe('2024-01-31');
  });

  it('carries volume forward over a day without any', () => {
    const prices = Array.from({ length: 40 }, (_, t) => 100 + ((t * 7) % 11));
    const volumes = prices.map((_, t) => (t === 38 ? 0 : 1e9 * (t + 1)));
    const { features, rows } = engineer(daysOf(prices, { volumes }), featureSets.returns);
    const change = features.indexOf('volume_change_1');
    expect(rows.at(-2)?.values[change]).toBe(0);
    expect(rows.at(-1)?.values[change]).toBeCloseTo(Math.log(40 / 38), 12);
  });

  it('marks the day of the week; Monday is where nothing is', () => {
    const { features, rows } = table;
    const first = features.indexOf('tuesday');
    const week = rows.slice(0, 7).map(({ values }) => values.slice(first).join(''));
    // 2024-01-31 was a Wednesday.
    expect(week).toEqual(['010000', '001000', '000100', '000010', '000001', '000000', '100000']);
    expect(features.slice(first)).toEqual([
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
      'saturday',
      'sunday',
    ]);
  });
});
