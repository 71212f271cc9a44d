import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeboPValue, placeboShifts, shifted } from './placebo.ts';

const column = Array.from({ length: 400 }, (_, t) => Math.sin(t * t));
const drawn = { count: 199, seed: 1 };

describe('the amounts that a placebo is shifted by', () => {
  it('are as many as asked for, distinct, and 30 days at least from where the signal was', () => {
    const amounts = placeboShifts([column], drawn);
    expect(amounts).toHaveLength(199);
    expect(new Set(amounts).size).toBe(199);
    expect(Math.min(...amounts)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...amounts)).toBeLessThanOrEqual(370);
  });

  it('are all there are where these are fewer', () => {
    const amounts = placeboShifts([column.slice(0, 65)], drawn);
    expect(amounts.toSorted((a, b) => a - b)).toEqual([30, 31, 32, 33, 34, 35]);
    expect(placeboShifts([column.slice(0, 59)], drawn)).toEqual([]);
    expect(placeboShifts([], drawn)).toEqual([]);
  });

  it('come in any order', () => {
    const orders = Array.from({ length: 20 }, (_, seed) =>
      placeboShifts([column.slice(0, 61)], { count: 2, seed }).join(),
    );
    expect(new Set(orders)).toEqual(new Set(['30,31', '31,30']));
  });

  it('count a shift that moves few of the values', () => {
    const once = Array.from({ length: 100 }, (_, t) => (t === 50 ? 1 : 0));
    expect(placeboShifts([once], drawn)).toHaveLength(41);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(placeboShifts([column], drawn)).toEqual(placeboShifts([column], drawn));
    expect(placeboShifts([column], { ...drawn, seed: 2 })).not.toEqual(placeboShifts([column], drawn));
  });

  it('leave no signal as it is: none at all of a constant, no whole week of a weekday', () => {
    expect(placeboShifts([new Array<number>(400).fill(1)], drawn)).toEqual([]);
    const weekday = Array.from({ length: 399 }, (_, t) => t % 7);
    expect(placeboShifts([weekday], { count: 400, seed: 1 }).filter((amount) => amount % 7 === 0)).toEqual(
      [],
    );
  });

  it('count a shift that leaves one of two columns as it is', () => {
    const weekday = Array.from({ length: 399 }, (_, t) => t % 7);
    const amounts = placeboShifts([weekday, column.slice(0, 399)], { count: 400, seed: 1 });
    expect(amounts).toContain(35);
  });
});

describe('a column shifted in a circle', () => {
  it('comes later, its end first', () => {
    expect(shifted([1, 2, 3, 4, 5], 2)).toEqual([4, 5, 1, 2, 3]);
  });

  it('comes back when shifted by the rest of the way', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 20 }), fc.nat(19), (values, amount) => {
        const by = amount % values.length;
        expect(shifted(shifted(values, by), values.length - by)).toEqual(values);
      }),
    );
  });
});

describe("the placebo's p-value", () => {
  it('counts the shifts that gained as much, and the signal itself', () => {
    expect(placeboPValue(0.02, [0.01, 0.02, 0.03, -0.01])).toBe(3 / 5);
    expect(placeboPValue(1, new Array<number>(199).fill(0))).toBe(1 / 200);
  });
});
