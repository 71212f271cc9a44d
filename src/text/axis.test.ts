import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeNumbers, writePercentages, writeSigned } from './axis.ts';

it.each([
  [[80_000, 100_000, 120_000], 20_000, ['80k', '100k', '120k']],
  [[900_000, 1_000_000, 1_100_000], 100_000, ['0.9M', '1.0M', '1.1M']],
  [[999_950, 1_000_000], 50, ['0.99995M', '1.00000M']],
  [[999_500_000, 1_000_000_000], 500_000, ['0.9995B', '1.0000B']],
  [[84_141, 84_142], 1, ['84,141', '84,142']],
  [[500, 1000], 500, ['500', '1,000']],
  [[1.2e12, 1.4e12], 2e11, ['1.2T', '1.4T']],
  [[0.6939, 0.69391], 0.00001, ['0.69390', '0.69391']],
  [[0.000007, 0.000008], 1e-6, ['0.000007', '0.000008']],
  [[1.2e-11, 1.3e-11], 1e-12, ['1.2e−11', '1.3e−11']],
  [[-0.02, 0, 0.02], 0.02, ['−0.02', '0', '0.02']],
])('writes %j, %d apart, with as many digits as they need', (values, step, written) => {
  expect(writeNumbers(values, step)).toEqual(written);
});

it('tells ticks apart, whatever their size, and never writes a thousand thousands', () => {
  const digit = fc.constantFrom(1, 2, 5);
  const start = fc.integer({ min: -2000, max: 2000 });
  fc.assert(
    fc.property(digit, fc.integer({ min: -14, max: 13 }), start, (first, exponent, from) => {
      const step = Number(`${first}e${exponent}`);
      const values = [0, 1, 2, 3].map((i) => Number(`${(from + i) * first}e${exponent}`) || 0);
      const written = writeNumbers(values, step);
      expect(new Set(written).size).toBe(values.length);
      for (const text of written) expect(text).not.toMatch(/^−0(\.0*)?$|^−?[\d,]{4,}(\.\d+)?[kMB]/);
    }),
  );
});

it('writes signs and percentages', () => {
  expect(writeSigned([-0.05, 0, 0.05], 0.05)).toEqual(['−0.05', '0', '+0.05']);
  expect(writePercentages([0.5, 0.55, 0.6], 0.05)).toEqual(['50 %', '55 %', '60 %']);
  expect(writePercentages([0.505, 0.51], 0.005)).toEqual(['50.5 %', '51.0 %']);
});
