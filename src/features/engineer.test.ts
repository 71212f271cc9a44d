import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, featureSetNames } from '../domain.ts';
import { anyDays, daysOf } from '../testing/days.ts';
import { engineer, featureSets, labelled } from './engineer.ts';

const days = anyDays({ min: 95, max: 130 });

describe.each(featureSetNames)('the feature set %s', (name) => {
  const featureSet = featureSets[name];

  it('looks at nothing after a day: cutting the future off changes no earlier row', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: 1, max: 94 }), (coin, bitcoin, last) => {
        const whole = engineer(coin, featureSet, { companion: bitcoin });
        const cut = engineer(coin.slice(0, last + 1), featureSet, {
          companion: bitcoin.slice(0, last + 1),
        });
        const date = coin[last]?.date ?? '';
        expect(cut.rows.map(({ values }) => values)).toEqual(
          whole.rows.filter((row) => row.date <= date).map(({ values }) => values),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('looks at nothing after a day: other days to come change no earlier row', () => {
    fc.assert(
      fc.property(days, days, days, fc.integer({ min: 90, max: 94 }), (coin, other, bitcoin, last) => {
        const changed = splice(coin, other, last);
        const untilThen = (table: readonly Day[], beside: readonly Day[]) =>
          engineer(table, featureSet, { companion: beside }).rows.filter(
            (row) => row.date <= (coin[last]?.date ?? ''),
          );
        expect(untilThen(changed, splice(bitcoin, other, last)).map(({ values }) => values)).toEqual(
          untilThen(coin, bitcoin).map(({ values }) => values),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('gives only rows of finite numbers, as many values as features', () => {
    fc.assert(
      fc.property(days, (coin) => {
        const { features, rows } = engineer(coin, featureSet, { companion: coin });
        for (const { values } of rows) {
          expect(values).toHaveLength(features.length);
          expect(values.every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('engineering', () => {
  it('gives no target where a price behind it was filled, and none to the newest day', () => {
    const prices = Array.from({ length: 34 }, (_, t) => 100 + t);
    const filled = daysOf(prices).map((day, t) =>
      t === 31 ? { ...day, filled: { price: 'forward' as const } } : day,
    );
    const { rows } = engineer(filled, featureSets.classic);
    expect(rows.map(({ target }) => target)).toEqual([1, null, null, 1, null]);
    expect(labelled(rows)).toHaveLength(2);
  });
});

/** The days of one chart to `last`, then those of another. */
function splice(days: readonly Day[], other: readonly Day[], last: number): readonly Day[] {
  return days.map((day, t) => (t <= last ? day : { ...day, ...other[t % other.length], date: day.date }));
}
