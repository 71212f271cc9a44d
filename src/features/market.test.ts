import { describe, expect, it } from 'vitest';
import { daysOf } from '../testing/days.ts';
import { engineer, featureSets } from './engineer.ts';

describe('the set market', () => {
  const market = featureSets.market;

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

describe('the set returns', () => {
  it('carries volume forward over a day without any', () => {
    const prices = Array.from({ length: 40 }, (_, t) => 100 + ((t * 7) % 11));
    const volumes = prices.map((_, t) => (t === 38 ? 0 : 1e9 * (t + 1)));
    const { features, rows } = engineer(daysOf(prices, { volumes }), featureSets.returns);
    const change = features.indexOf('volume_change_1');
    expect(rows.at(-2)?.values[change]).toBe(0);
    expect(rows.at(-1)?.values[change]).toBeCloseTo(Math.log(40 / 38), 12);
  });
});
