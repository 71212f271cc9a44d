import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { type Day, type FeatureRow, featureSetNames, targetNames } from '../domain.ts';
import { anyDays, daysOf, wavyDays } from '../testing/days.ts';
import { engineer, featureSets, labelled, newestRow, targets } from './engineer.ts';
import { noFeatures } from './no-features.ts';
import { preprocess } from './preprocess.ts';

const days = anyDays({ min: 95, max: 130 });
const sets = featureSetNames.map((name) => featureSets[name]);

it('has four feature sets, each with its scaler, penalty and weights of rows, and what it looks at', () => {
  const settings = sets.map(({ name, scaler, defaultL2, defaultHalfLife, looksAt }) => [
    name,
    scaler,
    defaultL2,
    defaultHalfLife,
    looksAt,
  ]);
  const volume = { totalVolume: 'where known' };
  expect(settings).toEqual([
    ['classic', 'min-max', 1, null, { marketCap: 'always', totalVolume: 'always' }],
    ['returns', 'standard', 1000, null, volume],
    ['market', 'standard', 1000, 1500, volume],
    ['volatility', 'standard', 100, 1500, volume],
  ]);
  const { columns, ...none } = noFeatures;
  expect(none).toEqual({ scaler: 'standard', defaultL2: 1, defaultHalfLife: null });
  expect(columns([])).toEqual({});
});

/** A row without what is only known on the day after. */
const asOfThen = ({ target: _, ...known }: FeatureRow) => known;

describe.each(sets)('the feature set $name', (featureSet) => {
  it.each(targetNames)(
    'looks at nothing after a day, nor does %s: cutting the future off changes no row',
    (name) => {
      fc.assert(
        fc.property(days, days, fc.integer({ min: 30, max: 94 }), fc.nat(2), (coin, bitcoin, last, delay) => {
          const settings = { target: targets[name], delay };
          const whole = engineer(coin, featureSet, { ...settings, companion: bitcoin });
          const cut = engineer(coin.slice(0, last + 1), featureSet, {
            ...settings,
            companion: bitcoin.slice(0, last + 1),
          });
          const until = whole.rows.filter(({ date }) => date <= addDays('2024-01-01', last));
          expect(cut.rows.map(asOfThen)).toEqual(until.map(asOfThen));
          expect(cut.rows.slice(0, -1)).toEqual(until.slice(0, cut.rows.length - 1));
        }),
        { numRuns: 15 },
      );
    },
  );

  it.each(targetNames)('looks at nothing after a day, nor does %s: another future changes no row', (name) => {
    fc.assert(
      fc.property(days, days, days, fc.integer({ min: 90, max: 94 }), (coin, bitcoin, other, last) => {
        const untilThen = (own: readonly Day[], companion: readonly Day[]) =>
          engineer(own, featureSet, { companion, target: targets[name] })
            .rows.filter(({ date }) => date <= addDays('2024-01-01', last))
            .map((row) => (row.date === addDays('2024-01-01', last) ? asOfThen(row) : row));
        expect(untilThen(splice(coin, other, last), splice(bitcoin, other, last))).toEqual(
          untilThen(coin, bitcoin),
        );
      }),
      { numRuns: 15 },
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
      { numRuns: 20 },
    );
  });

  it('has no row that looks at a value which nobody knew then: a later one changes no row', () => {
    const gaps = fc.array(fc.boolean(), { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(gaps, gaps, fc.nat(60), fc.nat(60), (caps, volumes, firstCap, firstVolume) => {
        const prices = wavyDays().slice(0, 100);
        const observed = (later: number) =>
          preprocess(
            prices.map((day, t) => ({
              ...day,
              marketCap: t < firstCap || caps[t] ? null : day.marketCap,
              totalVolume: t < firstVolume || volumes[t] ? null : day.totalVolume,
              ...(t === 99 && { marketCap: later, totalVolume: later }),
            })),
          );
        const [a, b] = [observed(1e9), observed(7e9)].map((own) => engineer(own, featureSet).rows);
        expect(a?.slice(0, -1)).toEqual(b?.slice(0, -1));
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on which dates the days have, the calendar aside', () => {
    const shifted = (by: number) =>
      wavyDays().map((day, t) => ({ ...day, date: addDays('2024-01-01', t + by) }));
    // Whole weeks, so that weekdays stay; month and year are the calendar's.
    const valuesOf = (own: readonly Day[]) => {
      const { features, rows } = engineer(own, featureSet, { companion: own });
      const kept = features.flatMap((name, j) => (name === 'month' || name === 'year' ? [] : [j]));
      return rows.map(({ values }) => kept.map((j) => values[j]));
    };
    expect(valuesOf(shifted(7 * 300))).toEqual(valuesOf(shifted(0)));
  });
});

it.each([featureSets.returns, featureSets.market, featureSets.volatility])(
  'the feature set $name does not depend on the unit of prices and volumes',
  (featureSet) => {
    const scaled = (factor: number) =>
      wavyDays().map((day) => ({
        ...day,
        price: day.price * factor,
        totalVolume: (day.totalVolume ?? Number.NaN) * factor,
      }));
    const rowsOf = (own: readonly Day[]) => engineer(own, featureSet, { companion: wavyDays(1) }).rows;
    const [plain, inCents] = [rowsOf(scaled(1)), rowsOf(scaled(1e-6))];
    expect(inCents).toHaveLength(plain.length);
    for (const [i, { values }] of plain.entries()) {
      for (const [j, value] of values.entries()) expect(inCents[i]?.values[j]).toBeCloseTo(value, 9);
    }
  },
);

describe('a delay', () => {
  it.each(sets)(
    'takes every feature of $name from so many days before, weekdays too; targets stay',
    (featureSet) => {
      const settings = { companion: wavyDays(1), target: targets.beats_bitcoin };
      const now = engineer(wavyDays(), featureSet, settings);
      const late = engineer(wavyDays(), featureSet, { ...settings, delay: 2 });
      expect(late.features).toEqual(now.features);
      expect(late.rows.map(({ values }) => values)).toEqual(
        now.rows.slice(0, -2).map(({ values }) => values),
      );
      expect(late.rows.map(({ values: _, ...row }) => row)).toEqual(
        now.rows.slice(2).map(({ values: _, ...row }) => row),
      );
    },
  );
});

describe('rows', () => {
  it('have no target where a price behind it was filled, and the newest has none', () => {
    const prices = Array.from({ length: 34 }, (_, t) => 100 + t);
    const filled = daysOf(prices).map((day, t) =>
      t === 31 ? { ...day, filled: { price: 'forward' as const } } : day,
    );
    const { rows } = engineer(filled, featureSets.classic);
    expect(rows.map(({ target }) => target)).toEqual([1, null, null, 1, null]);
    expect(rows.map(({ priceFilled }) => priceFilled)).toEqual([false, false, true, false, false]);
    expect(labelled(rows)).toHaveLength(2);
    expect(newestRow(rows)?.date).toBe('2024-02-03');
  });

  it('are rows where a value was filled forward, from what was known', () => {
    const filled = daysOf(Array.from({ length: 31 }, (_, t) => 100 + t)).map((day, t) =>
      t === 30 ? { ...day, filled: { marketCap: 'forward' as const, totalVolume: 'forward' as const } } : day,
    );
    expect(engineer(filled, featureSets.classic).rows).toHaveLength(2);
  });

  it('leave out the features of volume where no volume is known, or all are 0', () => {
    const volumeFeatures = /volume/;
    for (const totalVolume of [null, 0]) {
      const without = wavyDays().map((day) => ({ ...day, totalVolume }));
      for (const featureSet of [featureSets.returns, featureSets.market, featureSets.volatility]) {
        const whole = engineer(wavyDays(), featureSet);
        const { features, rows } = engineer(without, featureSet);
        expect(features).toEqual(whole.features.filter((name) => !volumeFeatures.test(name)));
        expect(rows).toHaveLength(whole.rows.length);
      }
    }
  });
});

/** The days of one chart to `last`, then those of another. */
function splice(own: readonly Day[], other: readonly Day[], last: number): readonly Day[] {
  return own.map((day, t) => (t <= last ? day : { ...day, ...other[t % other.length], date: day.date }));
}
