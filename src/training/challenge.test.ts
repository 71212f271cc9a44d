import { expect, it } from 'vitest';
import { carryOn, type JudgedRow, marginOn, replaces } from './challenge.ts';

/** The run in use is sure of a 0, and a 1 comes: both bets pay p/p*, with p* as they say by hand. */
const row = (date: string): JudgedRow => ({ date, inUse: -4, challenger: 0, actual: 1 });
const [day, next] = ['2026-01-01', '2026-01-02'];

it('begins with nothing, and is no evidence without rows', () => {
  expect(carryOn(null, [], 0)).toBeNull();
  const first = carryOn(null, [row(day)], 0);
  expect(first).toMatchObject({ rows: 1, from: day, to: day });
  expect(carryOn(first, [], 0)).toBe(first);
});

it('goes on from what the bets have come to', () => {
  const first = carryOn(null, [row(day)], 0);
  const both = carryOn(first, [row(next)], 0);
  expect(both).toMatchObject({ rows: 2, from: day, to: next });
  expect(both?.coinFlip).toBeCloseTo(2 * (first?.coinFlip ?? Number.NaN), 12);
  expect(both?.logEValue).toBeCloseTo(2 * (first?.logEValue ?? Number.NaN), 12);
});

it('goes on from evidence that another rule kept, as a whole', () => {
  const old = { rows: 40, from: '2025-11-01', to: '2025-12-31', logEValue: 1.5 };
  const first = carryOn(null, [row(day)], 0);
  const after = carryOn(old, [row(day)], 0);
  expect(after).toMatchObject({ rows: 41, from: '2025-11-01', to: day });
  expect(after?.logEValue).toBeCloseTo(1.5 + (first?.logEValue ?? Number.NaN), 12);
});

it('replaces at an e-value of 10 from 30 rows', () => {
  const evidence = { rows: 30, from: day, to: next, logEValue: Math.log(10) };
  expect(replaces(evidence)).toBe(true);
  expect(replaces({ ...evidence, rows: 29 })).toBe(false);
  expect(replaces({ ...evidence, logEValue: Math.log(9.999) })).toBe(false);
});

it('asks for a margin on every day before a year after the data end, and for none from then on', () => {
  const inUse = { data: { to: '2025-01-01' } };
  expect(marginOn('2025-12-31', inUse)).toBe(0.5);
  expect(marginOn('2026-01-01', inUse)).toBe(0);
});
