import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../dates.ts';
import { anyDays, daysOf } from '../../testing/days.ts';
import { engineer, featureSets } from '../engineer.ts';
import { noFeatures } from '../no-features.ts';
import type { Signal } from './signal.ts';
import { withSignals } from './with-signals.ts';

const days = daysOf([10, 11, 12, 13, 14, 15]);
const mood: Signal = {
  name: 'mood',
  known: 'end',
  values: [
    { date: '2024-01-02', value: 5 },
    { date: '2024-01-03', value: 7 },
  ],
};

describe('signals beside features', () => {
  it('are added as they are, and a row on which one has no value is no row', () => {
    const { features, rows } = withSignals(engineer(days, noFeatures), [mood], { carry: 1 });
    expect(features).toEqual(['mood']);
    expect(rows.map(({ date, values }) => [date, values])).toEqual([
      ['2024-01-03', [5]],
      ['2024-01-04', [7]],
      ['2024-01-05', [7]],
    ]);
  });

  it('keep the target of their row', () => {
    const { rows } = withSignals(engineer(daysOf([10, 11, 12, 11, 14]), noFeatures), [mood], { carry: 7 });
    expect(rows.map(({ date, target }) => [date, target])).toEqual([
      ['2024-01-03', 0],
      ['2024-01-04', 1],
      ['2024-01-05', null],
    ]);
  });

  it('cannot have the name of a feature', () => {
    const table = engineer(daysOf(Array.from({ length: 40 }, (_, t) => 10 + (t % 3))), featureSets.classic);
    expect(() => withSignals(table, [{ ...mood, name: 'price' }], { carry: 7 })).toThrow(
      'the signal price has the name of a feature',
    );
    expect(() => withSignals(table, [{ ...mood, name: 'price' }], { carry: 7 })).toThrow(
      expect.objectContaining({ code: 'signal_is_a_feature', hint: 'import it again under another name' }),
    );
  });

  it('are none where there are none, and make a row of those alone that have all of them', () => {
    const table = engineer(days, noFeatures);
    expect(withSignals(table, [], { carry: 1 })).toEqual(table);
    const noise: Signal = { name: 'noise', known: 'end', values: [{ date: '2024-01-03', value: 1 }] };
    const { features, rows } = withSignals(table, [mood, noise], { carry: 1 });
    expect(features).toEqual(['mood', 'noise']);
    expect(rows.map(({ date, values }) => [date, values])).toEqual([
      ['2024-01-04', [7, 1]],
      ['2024-01-05', [7, 1]],
    ]);
  });

  it.each(['end', 'start'] as const)(
    'look at nothing that is not known yet, known at the %s: other values to come change no row until then',
    (known) => {
      const series = fc.array(fc.double({ noNaN: true, min: -9, max: 9 }), { minLength: 40, maxLength: 40 });
      fc.assert(
        fc.property(anyDays({ min: 40, max: 40 }), series, series, fc.nat(39), (some, past, other, today) => {
          const of = (values: readonly number[]): Signal => ({
            name: 'mood',
            known,
            values: values.map((value, t) => ({ date: addDays('2024-01-01', t), value })),
          });
          const knownTo = known === 'end' ? today - 1 : today;
          const changed = past.map((value, t) => (t <= knownTo ? value : (other[t] ?? value)));
          const rowsWith = (values: readonly number[]) =>
            withSignals(engineer(some, noFeatures), [of(values)], { carry: 7 })
              .rows.filter(({ date }) => date <= addDays('2024-01-01', today))
              .map(({ values: row }) => row);
          expect(rowsWith(changed)).toEqual(rowsWith(past));
        }),
        { numRuns: 60 },
      );
    },
  );
});
