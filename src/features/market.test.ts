import { describe, expect, it } from 'vitest';
import { daysOf, wavyDays } from '../testing/days.ts';
import { expectFigures } from '../testing/near.ts';
import { engineer, featureSets } from './engineer.ts';

describe('the set market', () => {
  const market = featureSets.market;

  // By pandas 1.5.3; the features of `returns` are those of its own test.
  it('has the features of returns, then those that pandas computes', () => {
    const table = engineer(wavyDays(), market, { companion: wavyDays(1) });
    const { features } = engineer(wavyDays(), featureSets.returns);
    expect(table.features.slice(0, features.length)).toEqual(features);
    expectFigures(table, {
      log_return_1_z: 0.09721709135156967,
      log_return_7_z: 0.010438844517070703,
      abs_log_return_1_z: 0.09721709135156967,
      log_return_90: 0.20364389650490722,
      drawdown_90: -0.06780636737352674,
      rise_90: 0.2482126318416149,
      direction_sum_5: 1,
      bitcoin_log_return_1: 0.06146270473897175,
      bitcoin_log_return_7: -0.04747877920320409,
      relative_to_bitcoin_7: 0.04896621993158856,
    });
    expect(table.rows[0]?.date).toBe('2024-03-31');
  });

  it.each([
    ['drawdown_90', 150, -1 / 3],
    ['rise_90', 50, 1],
  ])('has in %s a price of 89 days before, and none of 90 days before', (feature, extreme, expected) => {
    const prices = Array.from({ length: 130 }, (_, t) => (t === 20 ? extreme : 100));
    const column = market.columns(daysOf(prices))[feature];
    expect(column?.[109]).toBeCloseTo(expected, 12);
    expect(column?.[110]).toBe(0);
  });

  it('adds up the signs of five returns', () => {
    const prices = [100, 101, 102, 101, 102, 102, 103, 102, 101];
    const sums = market.columns(daysOf(prices)).direction_sum_5;
    expect(sums?.slice(5)).toEqual([2, 2, 0, 0]);
  });

  it('looks at bitcoin beside every coin but bitcoin itself', () => {
    expect(market.companionOf?.({ coin: 'ethereum', vsCurrency: 'eur' })).toEqual({
      coin: 'bitcoin',
      vsCurrency: 'eur',
    });
    expect(market.companionOf?.({ coin: 'bitcoin', vsCurrency: 'usd' })).toBeUndefined();
  });

  it("has no row on a date that bitcoin's days do not reach", () => {
    const prices = Array.from({ length: 100 }, (_, t) => 100 + ((t * 7) % 11));
    const days = daysOf(prices);
    const whole = engineer(days, market, { companion: days });
    const shorter = engineer(days, market, { companion: days.slice(0, -3) });
    expect(whole.rows.length - shorter.rows.length).toBe(3);
  });

  it('has no row while the price stands still: no deviation to measure a move by', () => {
    const days = daysOf(new Array<number>(120).fill(1));
    expect(engineer(days, market).rows).toHaveLength(0);
  });
});
