import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, targetNames } from '../../domain.ts';
import { anyDays, daysOf, wavyDays } from '../../testing/days.ts';
import { targets } from '../engineer.ts';
import { labelDays } from './target.ts';

/** Days with the price of some filled. */
function filledOn(days: readonly Day[], ...filled: readonly number[]): readonly Day[] {
  return days.map((day, t) => (filled.includes(t) ? { ...day, filled: { price: 'forward' as const } } : day));
}

describe('the targets', () => {
  it('are forecast by a set of their own where none is named, and two of them can be held a position by', () => {
    const shown = Object.entries(targets).map(([key, { name, defaultFeatureSet, companion, worth }]) => [
      key === name,
      name,
      defaultFeatureSet,
      companion,
      worth !== null,
    ]);
    expect(shown).toEqual([
      [true, 'direction', 'classic', null, true],
      [true, 'large_move', 'volatility', null, false],
      [true, 'beats_bitcoin', 'market', 'bitcoin', true],
    ]);
  });

  it('are worth the price, or the price in units of bitcoin', () => {
    const [days, companion] = [daysOf([10, 12]), daysOf([5, 4, 3])];
    expect(targets.direction.worth?.({ days })).toEqual([10, 12]);
    expect(targets.beats_bitcoin.worth?.({ days, companion })).toEqual([2, 3]);
    expect(targets.beats_bitcoin.worth?.({ days })).toEqual([Number.NaN, Number.NaN]);
    expect(targets.beats_bitcoin.outcomes({ days })).toEqual([null, null]);
    expect(labelDays(targets.beats_bitcoin, { days }).labels).toEqual([null, null]);
  });
});

describe('direction', () => {
  const of = (days: readonly Day[]) => labelDays(targets.direction, { days });

  it('is 1 where the price of tomorrow is higher; persistence is that of today', () => {
    const { labels, persistence } = of(daysOf([5, 6, 6, 4, 7]));
    expect(labels).toEqual([1, 0, 0, 1, null]);
    expect(persistence).toEqual([0, 1, 0, 0, 1]);
  });

  it('is unknown where the price of today or of tomorrow was filled', () => {
    expect(of(filledOn(daysOf([5, 6, 6, 7, 8, 9]), 2)).labels).toEqual([1, null, null, 1, 1, null]);
  });
});

describe('large_move', () => {
  const of = (days: readonly Day[]) => labelDays(targets.large_move, { days });
  /** Moves of 1 %, 2 %, 3 % and so on to 90 %, up and down by turns: their median is 45.5 %. */
  const moves = Array.from({ length: 90 }, (_, k) => ((k + 1) / 100) * (k % 2 === 0 ? 1 : -1));
  const movesThen = (...more: readonly number[]) => {
    const prices = [1];
    for (const move of [...moves, ...more]) prices.push((prices.at(-1) ?? Number.NaN) * Math.exp(move));
    return daysOf(prices);
  };

  it('is 1 where tomorrow moves by more than the median of 90 moves that end today, up or down', () => {
    expect(of(movesThen(0.456)).labels.slice(-2)).toEqual([1, null]);
    expect(of(movesThen(-0.456)).labels.slice(-2)).toEqual([1, null]);
    expect(of(movesThen(0.454)).labels.slice(-2)).toEqual([0, null]);
    expect(of(movesThen(-0.454)).labels.slice(-2)).toEqual([0, null]);
  });

  it('looks at no move of tomorrow for its threshold, and drops the 91st', () => {
    // With the move of 0.456 in, and that of 0.01 out, the median is (0.456 + 0.46) / 2.
    expect(of(movesThen(0.456, 0.459)).labels.slice(-3)).toEqual([1, 1, null]);
    expect(of(movesThen(0.456, 0.457)).labels.slice(-3)).toEqual([1, 0, null]);
  });

  it('needs 91 days', () => {
    const { labels } = of(movesThen(1));
    expect(labels.slice(0, 90).every((label) => label === null)).toBe(true);
    expect(labels[90]).toBe(1);
  });

  it('has as persistence whether today was one', () => {
    expect(of(movesThen(0.456, 0.1)).persistence.slice(-2)).toEqual([1, 0]);
  });

  it('has as threshold the median of today', () => {
    expect(targets.large_move.thresholds?.(movesThen()).at(-1)).toBeCloseTo(0.455, 12);
    expect(targets.direction.thresholds).toBeUndefined();
  });

  // By pandas 1.5.3, from the newest 40 days.
  it('is what pandas computes', () => {
    expect(of(wavyDays()).labels.slice(-40).join('')).toBe('101010100101010101010010101010011101010');
  });
});

describe('beats_bitcoin', () => {
  const of = (days: readonly Day[], companion: readonly Day[]) =>
    labelDays(targets.beats_bitcoin, { days, companion });

  it('is 1 where the return of tomorrow is greater than that of bitcoin', () => {
    const { labels, persistence } = of(daysOf([10, 11, 10, 10]), daysOf([10, 10, 9.5, 9.4]));
    expect(labels).toEqual([1, 0, 1, null]);
    expect(persistence).toEqual([0, 1, 0, 1]);
  });

  it('is unknown where a price of either coin was filled, or bitcoin has none', () => {
    const [own, bitcoin] = [daysOf([1, 2, 3, 4, 5, 6]), daysOf([1, 1, 1, 1, 1, 1])];
    expect(of(filledOn(own, 2), bitcoin).labels).toEqual([1, null, null, 1, 1, null]);
    expect(of(own, filledOn(bitcoin, 2)).labels).toEqual([1, null, null, 1, 1, null]);
    expect(of(own, bitcoin.slice(2)).labels).toEqual([null, null, 1, 1, 1, null]);
    expect(of(own, bitcoin.slice(0, 3)).labels).toEqual([1, 1, null, null, null, null]);
  });

  it('goes by dates, whichever day either chart begins on', () => {
    const own = daysOf([10, 11, 10], { from: '2024-01-03' });
    const bitcoin = daysOf([1, 1, 10, 10.5, 10.6]);
    expect(of(own, bitcoin).labels).toEqual([1, 0, null]);
  });

  // By pandas 1.5.3, from the newest 40 days.
  it('is what pandas computes', () => {
    expect(of(wavyDays(), wavyDays(1)).labels.slice(-40).join('')).toBe(
      '001100110110011001100100110011001101100',
    );
  });
});

describe.each(targetNames)('the target %s', (name) => {
  const target = targets[name];

  it('is never known of the newest day, and says of persistence what the label said the day before', () => {
    fc.assert(
      fc.property(anyDays({ min: 2, max: 120 }), anyDays({ min: 120, max: 120 }), (days, companion) => {
        const { labels, persistence } = labelDays(target, { days, companion });
        expect(labels.at(-1)).toBeNull();
        expect(labels).toHaveLength(days.length);
        for (const [t, label] of labels.entries()) if (label !== null) expect(persistence[t + 1]).toBe(label);
      }),
      { numRuns: 30 },
    );
  });
});
