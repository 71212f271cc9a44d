import { expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { newestForecasts, resolveForecasts, rollingScores, scoreOf, verdictOfForecasts } from './outcomes.ts';

const prices = [100, 101, 99, null, 98, 102].map((price, i) => ({
  date: addDays('2026-01-01', i),
  price,
  marketCap: 1,
  totalVolume: 1,
}));
const made = (asOf: string, probability: number) => ({
  madeAt: `${asOf}T08:00:00.000Z`,
  asOf,
  for: addDays(asOf, 1),
  run: 'a',
  probability,
  baseRate: 0.5,
});

it('resolves a forecast once both its days have a price, and leaves the others pending', () => {
  const { resolved, pending } = resolveForecasts(
    [made('2026-01-06', 0.6), made('2026-01-02', 0.6), made('2026-01-01', 0.6), made('2026-01-03', 0.4)],
    prices,
  );
  expect(resolved.map(({ asOf, actual }) => [asOf, actual])).toEqual([
    ['2026-01-01', 1],
    ['2026-01-02', 0],
  ]);
  expect(pending.map(({ asOf }) => asOf)).toEqual(['2026-01-06', '2026-01-03']);
});

it('resolves the same forecasts to the same, however often', () => {
  const forecasts = [made('2026-01-05', 0.7), made('2026-01-01', 0.2)];
  expect(resolveForecasts(forecasts, prices)).toEqual(resolveForecasts(forecasts, prices));
});

it('scores against the base rate, and says nothing of no forecasts', () => {
  const { resolved } = resolveForecasts([made('2026-01-01', 0.8), made('2026-01-02', 0.8)], prices);
  const score = scoreOf(resolved);
  expect(score.accuracy).toBe(0.5);
  expect(score.logLoss).toBeCloseTo(-(Math.log(0.8) + Math.log(0.2)) / 2, 12);
  expect(score.baseRateLogLoss).toBeCloseTo(Math.log(2), 12);
  expect(score.accuracyInterval?.[0]).toBeCloseTo(0.0945, 4);
  expect(scoreOf([])).toEqual({
    n: 0,
    accuracy: null,
    accuracyInterval: null,
    logLoss: null,
    baseRateLogLoss: null,
  });
  expect(verdictOfForecasts(resolved)).toBeUndefined();
});

it('rolls over the days up to each day', () => {
  const { resolved } = resolveForecasts([made('2026-01-01', 0.8), made('2026-01-02', 0.8)], prices);
  expect(newestForecasts(resolved, { days: 1, to: '2026-01-03' }).map(({ asOf }) => asOf)).toEqual([
    '2026-01-02',
  ]);
  expect(rollingScores(resolved, 30).map(({ date, n, accuracy }) => [date, n, accuracy])).toEqual([
    ['2026-01-02', 1, 1],
    ['2026-01-03', 2, 0.5],
  ]);
});
