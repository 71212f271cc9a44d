import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalSignOf, numberIn } from './number-cell.ts';

describe('a number', () => {
  test.each([
    ['29775.35', '.', 29775.35],
    ['28,420.3', '.', 28420.3],
    ['1,234,567', '.', 1234567],
    ['57.32K', '.', 57320],
    ['1.62M', '.', 1620000],
    ['2.5B', '.', 2.5e9],
    ['1e-7', '.', 1e-7],
    ["1'234.5", '.', 1234.5],
    ['29775,35', ',', 29775.35],
    ['29.775,35', ',', 29775.35],
    ['1.234.567', ',', 1234567],
    ['1 234,5', ',', 1234.5],
    ['20242651630', ',', 20242651630],
    ['1,5E+10', ',', 1.5e10],
    ['7', undefined, 7],
  ] as const)('%s with a decimal %s is %d', (cell, sign, value) => {
    expect(numberIn(cell, sign)).toBe(value);
  });

  test.each([
    ['1,23,456', '.'],
    ['1.234,5', '.'],
    ['29.77', ','],
    ['1,234', undefined],
    ['$5', '.'],
    ['0x10', '.'],
    ['5 %', '.'],
    ['1e999', '.'],
  ] as const)('%s with a decimal %s is none', (cell, sign) => {
    expect(numberIn(cell, sign)).toBeUndefined();
  });

  test('comes back as it was written, in either way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (cents) => {
        const value = cents / 100;
        const [english, german] = ['en-US', 'de-DE'].map((locale) =>
          value.toLocaleString(locale, { minimumFractionDigits: 2 }),
        );
        expect(numberIn(english ?? '', '.')).toBe(value);
        expect(numberIn(german ?? '', ',')).toBe(value);
      }),
    );
  });
});

describe('the decimal sign of a file', () => {
  test.each([
    [['1,234', '29,775.3'], '.'],
    [['1.234', '29.775,3'], ','],
    [['29,775'], undefined],
    [['29,775', '0.5'], '.'],
    [['29,775', '1,234,567'], '.'],
    [['1.234.567', '1.234'], ','],
    [['0,123'], ','],
    [['29.775'], '.'],
    [['', '-', '5'], '.'],
  ])('of %j is %s', (cells, sign) => {
    expect(decimalSignOf(cells)).toBe(sign);
  });
});
