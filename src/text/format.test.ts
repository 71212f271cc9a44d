import { expect, it } from 'vitest';
import { formatFixed, formatInterval, formatPercent, formatSigned } from './format.ts';

it('writes no sign for what rounds to 0', () => {
  expect([-0.0004, 0, 0.0004].map((value) => formatFixed(value, 3))).toEqual(['0.000', '0.000', '0.000']);
  expect([-0.0004, 0, 0.0004].map((value) => formatSigned(value))).toEqual(['0.000', '0.000', '0.000']);
  expect(formatPercent(-0.0004)).toBe('0.0 %');
});

it('writes a sign where there is one to write, and – for what is undefined', () => {
  expect([-0.0006, 0.0006].map((value) => formatSigned(value))).toEqual(['−0.001', '+0.001']);
  expect([formatFixed(-1.25, 1), formatFixed(null), formatSigned(Number.NaN)]).toEqual(['−1.3', '–', '–']);
});

it('writes an interval of shares in per cent', () => {
  expect(formatInterval([0.382, 0.605])).toBe('38.2 to 60.5 %');
  expect(formatInterval([0.382, 0.605], 0)).toBe('38 to 61 %');
});
