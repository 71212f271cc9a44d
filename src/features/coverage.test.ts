import { describe, expect, it } from 'vitest';
import type { Day } from '../domain.ts';
import { wavyDays } from '../testing/days.ts';
import { coverageOf, setsThatDo } from './coverage.ts';
import { featureSets } from './engineer.ts';

const without = (...values: readonly ('marketCap' | 'totalVolume')[]): readonly Day[] =>
  wavyDays().map((day) => ({ ...day, ...Object.fromEntries(values.map((value) => [value, null])) }));

/** Days of which a value was last observed so many days before the newest. */
const oldBy = (age: number): readonly Day[] =>
  wavyDays().map((day, t) => (t > 129 - age ? { ...day, filled: { totalVolume: 'forward' as const } } : day));

describe('what days lack', () => {
  it('is nothing where all is known', () => {
    for (const set of Object.values(featureSets)) {
      expect(coverageOf(wavyDays(), set)).toEqual({ lacking: [], leftOut: [], stale: [] });
    }
  });

  it('is what classic cannot do without; other sets do, and are named', () => {
    expect(coverageOf(without('marketCap'), featureSets.classic).lacking).toEqual(['market_cap']);
    expect(coverageOf(without('marketCap', 'totalVolume'), featureSets.classic).lacking).toEqual([
      'market_cap',
      'total_volume',
    ]);
    expect(setsThatDo(without('marketCap'))).toEqual(['returns', 'market', 'volatility']);
    expect(setsThatDo(wavyDays())).toEqual(['classic', 'returns', 'market', 'volatility']);
  });

  it('is what other sets leave features out for; they do not look at market caps', () => {
    for (const set of [featureSets.returns, featureSets.market, featureSets.volatility]) {
      expect(coverageOf(without('marketCap', 'totalVolume'), set)).toEqual({
        lacking: [],
        leftOut: ['total_volume'],
        stale: [],
      });
    }
  });

  it('is a value that was last observed over 7 days before the newest day', () => {
    expect(coverageOf(oldBy(7), featureSets.returns).stale).toEqual([]);
    expect(coverageOf(oldBy(8), featureSets.returns).stale).toEqual([
      { value: 'total_volume', newest: '2024-05-01', age: 8 },
    ]);
  });

  it('takes a volume of 0 for one where a set needs none of its logarithm', () => {
    const silent = wavyDays().map((day, t) => (t > 121 ? { ...day, totalVolume: 0 } : day));
    expect(coverageOf(silent, featureSets.classic).stale).toEqual([]);
    expect(coverageOf(silent, featureSets.returns).stale).toEqual([
      { value: 'total_volume', newest: '2024-05-01', age: 8 },
    ]);
    const small = wavyDays().map((day) => ({ ...day, totalVolume: 0.5 }));
    expect(coverageOf(small, featureSets.returns).leftOut).toEqual([]);
    const never = wavyDays().map((day) => ({ ...day, totalVolume: 0 }));
    expect(coverageOf(never, featureSets.classic).lacking).toEqual([]);
    expect(coverageOf(never, featureSets.returns).leftOut).toEqual(['total_volume']);
  });
});
