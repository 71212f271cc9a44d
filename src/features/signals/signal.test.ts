import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../dates.ts';
import { type Signal, signalColumn } from './signal.ts';

const dates = (from: string, count: number) => Array.from({ length: count }, (_, i) => addDays(from, i));
const signal: Signal = {
  name: 'mood',
  known: 'end',
  values: [
    { date: '2024-01-01', value: 1 },
    { date: '2024-01-02', value: 2 },
    { date: '2024-01-05', value: 5 },
  ],
};
const none = Number.NaN;

describe('a signal as a column', () => {
  it('uses a value from the day after its date, when that date is over', () => {
    expect(signalColumn(signal, dates('2024-01-01', 7), { carry: 7 })).toEqual([none, 1, 2, 2, 2, 5, 5]);
  });

  it('uses a value on its date where it is known at the start of it', () => {
    const early: Signal = { ...signal, known: 'start' };
    expect(signalColumn(early, dates('2024-01-01', 7), { carry: 7 })).toEqual([1, 2, 2, 2, 5, 5, 5]);
  });

  it('has no value where the newest one has been known for longer than it may be carried', () => {
    expect(signalColumn(signal, dates('2024-01-01', 7), { carry: 1 })).toEqual([none, 1, 2, 2, none, 5, 5]);
    expect(signalColumn(signal, dates('2024-01-01', 7), { carry: 0 })).toEqual([
      none,
      1,
      2,
      none,
      none,
      5,
      none,
    ]);
  });

  it('can be made known later, or a day before it could be', () => {
    const lagged = (lag: number) => signalColumn(signal, dates('2024-01-01', 7), { carry: 7, lag });
    expect(lagged(1)).toEqual([none, none, 1, 2, 2, 2, 5]);
    expect(lagged(-1)).toEqual([1, 2, 2, 2, 5, 5, 5]);
  });

  it('is carried over days that the chart does not have', () => {
    expect(signalColumn(signal, ['2024-01-02', '2024-01-10', '2024-01-13'], { carry: 7 })).toEqual([1, 5, 5]);
    expect(signalColumn(signal, ['2024-01-14'], { carry: 7 })).toEqual([none]);
  });

  it('looks at nothing that is dated on a day or after it', () => {
    const days = dates('2024-01-01', 40);
    const values = fc.array(fc.double({ noNaN: true }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(values, values, fc.nat(39), fc.nat(9), (past, future, today, carry) => {
        const of = (series: readonly number[]): Signal => ({
          ...signal,
          values: days.map((date, i) => ({ date, value: series[i] ?? none })),
        });
        const changed = past.map((value, i) => (i < today ? value : (future[i] ?? none)));
        const [known, other] = [past, changed].map((series) => signalColumn(of(series), days, { carry }));
        expect(other?.slice(0, today + 1)).toEqual(known?.slice(0, today + 1));
      }),
    );
  });
});
