import { describe, expect, it } from 'vitest';
import { accuracyLimitOf, DIRECTION_LIMIT, highAccuracyOf, LARGE_MOVE_LIMIT } from './high-accuracy.ts';
import { measure } from './metrics.ts';

/** n days, half of which came to 1, of which a share was called right. */
function calls(share: number, n = 200) {
  return measure(
    Array.from({ length: n }, (_, t) => {
      const actual = t % 2 === 0 ? 1 : 0;
      const isRight = t < share * n;
      return { probability: isRight ? actual : 1 - actual, actual } as const;
    }),
  );
}

const usual = { persistence: calls(0.5), contrarian: calls(0.5), limit: DIRECTION_LIMIT };

describe('the accuracy above which forecasts are suspect', () => {
  it('is higher for large moves, which come in clusters', () => {
    expect(
      ['direction', 'large_move', 'beats_bitcoin'].map((name) => [
        name,
        accuracyLimitOf(name as 'direction'),
      ]),
    ).toEqual([
      ['direction', 0.6],
      ['large_move', 0.75],
      ['beats_bitcoin', 0.6],
    ]);
  });
});

describe('a high accuracy', () => {
  it('looks leaky over the limit of the target', () => {
    expect(highAccuracyOf({ ...usual, metrics: calls(0.61) })).toBe('looks_leaky');
    expect(highAccuracyOf({ ...usual, metrics: calls(0.6) })).toBeNull();
    expect(highAccuracyOf({ ...usual, metrics: calls(0.74), limit: LARGE_MOVE_LIMIT })).toBeNull();
    expect(highAccuracyOf({ ...usual, metrics: calls(0.76), limit: LARGE_MOVE_LIMIT })).toBe('looks_leaky');
  });

  it('takes 200 rows', () => {
    expect(highAccuracyOf({ ...usual, metrics: calls(0.9, 199) })).toBeNull();
  });

  it('is none where one class came nearly as often', () => {
    const rising = measure(
      Array.from({ length: 200 }, (_, t) => ({ probability: 1, actual: t < 160 ? 1 : 0 })),
    );
    const falling = measure(
      Array.from({ length: 200 }, (_, t) => ({ probability: 0, actual: t < 160 ? 0 : 1 })),
    );
    expect([rising.accuracy, falling.accuracy]).toEqual([0.8, 0.8]);
    expect(highAccuracyOf({ ...usual, metrics: falling })).toBeNull();
    expect(highAccuracyOf({ ...usual, metrics: rising })).toBeNull();
  });

  it('is none where it leads the best constant by less than 5 points', () => {
    const among = (right: number) =>
      measure(
        Array.from({ length: 200 }, (_, t) => {
          const actual = t % 5 < 3 ? 1 : 0;
          return { probability: t < right ? actual : 1 - actual, actual } as const;
        }),
      );
    expect(highAccuracyOf({ ...usual, metrics: among(129) })).toBeNull();
    expect(highAccuracyOf({ ...usual, metrics: among(132) })).toBe('looks_leaky');
  });

  it('is that of a peg where the opposite of today is right nearly as often', () => {
    expect(highAccuracyOf({ ...usual, metrics: calls(0.74), contrarian: calls(0.66) })).toBe('pegged');
    expect(highAccuracyOf({ ...usual, metrics: calls(0.77), contrarian: calls(0.66) })).toBe('looks_leaky');
    expect(highAccuracyOf({ ...usual, metrics: calls(0.61), contrarian: calls(0.54) })).toBe('looks_leaky');
    // 110 of 200 lead by 5 points, not by more.
    expect(highAccuracyOf({ ...usual, metrics: calls(0.61), contrarian: calls(0.5499) })).toBe('looks_leaky');
    expect(highAccuracyOf({ ...usual, metrics: calls(0.61), contrarian: calls(0.56) })).toBe('pegged');
    expect(highAccuracyOf({ ...usual, metrics: calls(0.76), contrarian: calls(0.66) })).toBe('pegged');
  });

  it('is that of a price that goes on where today again is right nearly as often', () => {
    expect(highAccuracyOf({ ...usual, metrics: calls(0.7), persistence: calls(0.68) })).toBe('persistent');
  });
});
