import { expect } from 'vitest';
import type { FeatureTable } from '../features/engineer.ts';
import { type ReferenceMetrics, relativeError } from './reference.ts';

/** That two numbers are there, and closer together than a tolerance. */
export function expectNear(
  actual: number | null | undefined,
  expected: number | null | undefined,
  tolerance: number,
  what: string,
): void {
  expect(Math.abs((actual ?? Number.NaN) - (expected ?? Number.NaN)), what).toBeLessThan(tolerance);
}

/** That metrics are what a reference says of them, to 1e-6; counts to the last digit. */
export function expectMetrics(actual: Readonly<Record<string, unknown>>, expected: ReferenceMetrics): void {
  for (const [name, value] of Object.entries(expected)) {
    if (typeof value === 'number') expectNear(Number(actual[name]), value, 1e-6, name);
    else expect(actual[name], name).toEqual(value);
  }
}

/** That the newest row of a table ends with these features, in this order, each to 1e-9 of itself. */
export function expectFigures(
  { features, rows }: FeatureTable,
  expected: Readonly<Record<string, number>>,
): void {
  const names = Object.keys(expected);
  expect(features.slice(-names.length)).toEqual(names);
  const values = rows.at(-1)?.values.slice(-names.length) ?? [];
  for (const [j, name] of names.entries()) {
    expect(relativeError(values[j] ?? Number.NaN, expected[name] ?? Number.NaN), name).toBeLessThan(1e-9);
  }
}
