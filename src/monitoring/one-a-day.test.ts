import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { oneForecastADay, type UseHistory } from './one-a-day.ts';
import type { MadeForecast } from './outcomes.ts';

const unknown: UseHistory = { events: [], now: undefined };

function made(asOf: string, overrides: Partial<MadeForecast> = {}): MadeForecast {
  return {
    madeAt: `${asOf}T08:00:00.000Z`,
    asOf,
    for: addDays(asOf, 1),
    run: 'a',
    probability: 0.6,
    baseRate: 0.5,
    inUse: true,
    ...overrides,
  };
}

const runs = (forecasts: readonly MadeForecast[], history = unknown) =>
  oneForecastADay(forecasts, history).counted.map(({ run }) => run);

describe('one forecast a day counts', () => {
  it('of 50 copies one', () => {
    const copies = Array.from({ length: 50 }, () => made('2026-01-01'));
    expect(oneForecastADay(copies, unknown)).toEqual({ counted: [made('2026-01-01')], late: 0 });
  });

  it('of 50 copies of one that was late none, and one is told', () => {
    const copies = Array.from({ length: 50 }, () => made('2026-01-01', { madeAt: '2026-01-03T00:00:00Z' }));
    expect(oneForecastADay(copies, unknown)).toEqual({ counted: [], late: 1 });
  });

  it('of two runs over 34 days that of the run in use: 34, not 68', () => {
    const dates = Array.from({ length: 34 }, (_, i) => addDays('2026-01-01', i));
    const forecasts = dates.flatMap((date) => [
      made(date, { run: 'other', inUse: false, madeAt: `${date}T07:00:00.000Z` }),
      made(date),
    ]);
    const { counted } = oneForecastADay(forecasts, unknown);
    expect(counted.map(({ asOf, run }) => [asOf, run])).toEqual(dates.map((date) => [date, 'a']));
  });

  it('the first of the day, where another run was put in use later that day', () => {
    expect(
      runs([made('2026-01-01', { run: 'b', madeAt: '2026-01-01T20:00:00Z' }), made('2026-01-01')]),
    ).toEqual(['a']);
  });

  it('none of a run that was not in use', () => {
    expect(runs([made('2026-01-01', { inUse: false })])).toEqual([]);
  });

  it('in the order of the days', () => {
    const { counted } = oneForecastADay([made('2026-01-03'), made('2026-01-01')], unknown);
    expect(counted.map(({ asOf }) => asOf)).toEqual(['2026-01-01', '2026-01-03']);
  });

  it.each([
    ['at the moment of the outcome', '2026-01-02T00:00:00.000Z', 1],
    ['a millisecond before it', '2026-01-01T23:59:59.999Z', 0],
    ['at the moment of the price', '2026-01-01T00:00:00.000Z', 0],
    ['a minute before it, as sources round', '2025-12-31T23:59:00.000Z', 0],
    ['over a minute before it, by a clock that was set back', '2025-12-31T23:58:59.999Z', 1],
    ['in another offset, in time', '2026-01-02T01:00:00+02:00', 0],
  ])('made %s', (_, madeAt, late) => {
    expect(oneForecastADay([made('2026-01-01', { madeAt })], unknown)).toMatchObject({
      late,
      counted: late === 1 ? [] : [{ madeAt }],
    });
  });

  it('not of a day other than the one after its newest price', () => {
    expect(oneForecastADay([made('2026-01-01', { for: '2026-01-03' })], unknown)).toEqual({
      counted: [],
      late: 1,
    });
  });

  it('whatever the order of the log, and as often as it is asked', () => {
    const log = [
      made('2026-01-01', { madeAt: '2026-01-01T09:00:00Z' }),
      made('2026-01-01', { run: 'b', madeAt: '2026-01-01T10:00:00Z' }),
      made('2026-01-02', { inUse: undefined }),
      made('2026-01-02', { inUse: undefined, run: 'b', madeAt: '2026-01-02T07:00:00Z' }),
    ];
    const expected = oneForecastADay(log, { events: [], now: 'a' });
    fc.assert(
      fc.property(fc.shuffledSubarray(log, { minLength: log.length }), (shuffled) => {
        expect(oneForecastADay(shuffled, { events: [], now: 'a' })).toEqual(expected);
      }),
    );
    expect(expected.counted.map(({ run }) => run)).toEqual(['a', 'a']);
  });
});

describe('where forecasts do not say whether their run was in use', () => {
  const both = [
    made('2026-01-01', { run: 'a', inUse: undefined }),
    made('2026-01-01', { run: 'b', inUse: undefined, madeAt: '2026-01-01T09:00:00Z' }),
  ];

  it('trainings and decisions tell', () => {
    const events = [
      { at: '2025-12-01T00:00:00Z', run: 'a' },
      { at: '2025-12-31T00:00:00Z', run: 'b' },
      { at: '2026-01-02T00:00:00Z', run: 'a' },
    ];
    expect(runs(both, { events, now: 'a' })).toEqual(['b']);
  });

  it('else the run in use now counts, else the first forecast', () => {
    expect(runs(both, { events: [], now: 'b' })).toEqual(['b']);
    expect(runs(both, unknown)).toEqual(['a']);
  });

  it('one that says so counts before them', () => {
    const sure = made('2026-01-01', { run: 'c', madeAt: '2026-01-01T10:00:00Z' });
    expect(runs([...both, sure], { events: [], now: 'b' })).toEqual(['c']);
  });
});
