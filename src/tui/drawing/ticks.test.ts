import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../dates.ts';
import { scaleOf, shareOf } from './scale.ts';
import { dateTicks, valueTicks } from './ticks.ts';

const textsOf = (ticks: readonly { readonly text: string }[]) => ticks.map(({ text }) => text);
const linear = (low: number, high: number) => ({ low, high, isLogarithmic: false });
const logarithmic = (low: number, high: number) => ({ low, high, isLogarithmic: true });
const between = (from: string, to: string) => linear(dayNumber(from), dayNumber(to));

describe('ticks of values', () => {
  it.each([
    [76_300, 124_500, 5, ['80k', '90k', '100k', '110k', '120k']],
    [0.6939, 0.69394, 4, ['0.69390', '0.69392', '0.69394']],
    [0.00000612, 0.00000931, 5, ['0.000007', '0.000008', '0.000009']],
    [-0.031, 0.043, 5, ['−0.02', '0', '0.02', '0.04']],
    [2.9, 5.1, 2, ['3', '4', '5']],
  ])('from %d to %d, about %d of them, are round', (low, high, most, texts) => {
    expect(textsOf(valueTicks(linear(low, high), most))).toEqual(texts);
  });

  it('are within the scale, in order and none twice, whatever the scale', () => {
    const magnitude = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        magnitude,
        magnitude,
        fc.integer({ min: 2, max: 12 }),
        fc.boolean(),
        (a, b, most, isLog) => {
          const scale = scaleOf({ min: Math.min(a, b), max: Math.max(a, b) }, isLog);
          if (scale === undefined) throw new Error('finite values have a scale');
          const ticks = valueTicks(scale, most);
          const texts = textsOf(ticks);
          expect(ticks.length).toBeGreaterThan(0);
          expect(new Set(texts).size).toBe(texts.length);
          for (const { value } of ticks) {
            expect(shareOf(scale, value)).toBeGreaterThanOrEqual(-1e-6);
            expect(shareOf(scale, value)).toBeLessThanOrEqual(1 + 1e-6);
          }
        },
      ),
    );
  });

  it('are powers of ten and their halves over orders of magnitude, and plain ones over less', () => {
    expect(textsOf(valueTicks(logarithmic(67, 124_000), 6))).toEqual(['100', '1,000', '10k', '100k']);
    expect(textsOf(valueTicks(logarithmic(0.4, 30), 6))).toEqual(['0.5', '1', '2', '5', '10', '20']);
    expect(textsOf(valueTicks(logarithmic(76_300, 124_500), 3))).toEqual(['80k', '100k', '120k']);
  });
});

describe('ticks of dates', () => {
  it.each([
    ['2026-01-02', '2026-01-31', 52, ['01-02', '01-09', '01-16', '01-23', '01-30']],
    ['2025-02-01', '2026-01-31', 44, ['2025-04', '2025-07', '2025-10', '2026-01']],
    ['2010-07-18', '2026-01-31', 80, ['2012', '2014', '2016', '2018', '2020', '2022', '2024', '2026']],
    ['2026-01-31', '2026-01-31', 40, ['01-31']],
  ])('from %s to %s in %d columns are round and fit', (from, to, columns, texts) => {
    expect(textsOf(dateTicks(between(from, to), columns))).toEqual(texts);
  });

  it('fit, whatever the range, to the last year that there is', () => {
    const day = fc.integer({ min: dayNumber('2009-01-01'), max: dayNumber('9999-12-31') });
    fc.assert(
      fc.property(day, day, fc.integer({ min: 20, max: 200 }), (a, b, columns) => {
        const texts = textsOf(dateTicks(linear(Math.min(a, b), Math.max(a, b)), columns));
        expect(texts.length).toBeGreaterThan(0);
        expect(texts.join('    ').length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('a scale', () => {
  it('gives a flat line viewport, has none for nothing, and is logarithmic only above 0', () => {
    expect(scaleOf({ min: 5, max: 5 })).toEqual({ low: 4.995, high: 5.005, isLogarithmic: false });
    expect(scaleOf({ min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY })).toBeUndefined();
    expect(scaleOf({ min: 0, max: 1 }, true)?.isLogarithmic).toBe(false);
  });

  it('has the middle of a logarithmic scale where the factor to both ends is the same', () => {
    expect(shareOf(linear(1, 100), 50.5)).toBe(0.5);
    expect(shareOf(logarithmic(1, 100), 10)).toBeCloseTo(0.5, 12);
  });
});
