import { expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import type { Day } from '../domain.ts';
import { targets } from '../features/engineer.ts';
import { daysOf } from '../testing/days.ts';
import {
  newestForecasts,
  outcomesOf,
  resolveForecasts,
  rollingScores,
  scoreOf,
  verdictOfForecasts,
} from './outcomes.ts';

/** The price of the fourth day was filled. */
const days: readonly Day[] = daysOf([100, 101, 99, 99, 98, 102], { from: '2026-01-01' }).map((day, i) =>
  i === 3 ? { ...day, filled: { price: 'forward' } } : day,
);
const outcomes = outcomesOf(targets.direction, { days });
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
    outcomes,
  );
  expect(resolved.map(({ asOf, actual }) => [asOf, actual])).toEqual([
    ['2026-01-01', 1],
    ['2026-01-02', 0],
  ]);
  expect(pending.map(({ asOf }) => asOf)).toEqual(['2026-01-06', '2026-01-03']);
});

it('resolves by what the target asks, not by the direction', () => {
  // The coin falls by less than bitcoin, then rises by less.
  const own = daysOf([100, 99, 101], { from: '2026-01-01' });
  const bitcoin = daysOf([100, 98, 102], { from: '2026-01-01' });
  const forecasts = [made('2026-01-01', 0.7), made('2026-01-02', 0.7), made('2026-01-03', 0.7)];
  const of = (target: keyof typeof targets) =>
    resolveForecasts(forecasts, outcomesOf(targets[target], { days: own, companion: bitcoin }));
  expect(of('direction').resolved.map(({ actual }) => actual)).toEqual([0, 1]);
  expect(of('beats_bitcoin').resolved.map(({ actual }) => actual)).toEqual([1, 0]);
  // Three days have no median of 90 moves.
  expect(of('large_move')).toEqual({ resolved: [], pending: forecasts });
});

it('resolves the same forecasts to the same, however often', () => {
  const forecasts = [made('2026-01-05', 0.7), made('2026-01-01', 0.2)];
  expect(resolveForecasts(forecasts, outcomes)).toEqual(resolveForecasts(forecasts, outcomes));
});

it('scores against the base rate, and says nothing of no forecasts', () => {
  const { resolved } = resolveForecasts([made('2026-01-01', 0.8), made('2026-01-02', 0.8)], outcomes);
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
  const { resolved } = resolveForecasts([made('2026-01-01', 0.8), made('2026-01-02', 0.8)], outcomes);
  expect(newestForecasts(resolved, { days: 1, to: '2026-01-03' }).map(({ asOf }) => asOf)).toEqual([
    '2026-01-02',
  ]);
  expect(rollingScores(resolved, 30).map(({ date, n, accuracy }) => [date, n, accuracy])).toEqual([
    ['2026-01-02', 1, 1],
    ['2026-01-03', 2, 0.5],
  ]);
});
