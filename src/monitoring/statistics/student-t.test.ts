import { describe, expect, it } from 'vitest';
import { studentQuantile, studentTail } from './student-t.ts';

/** How far a figure is from another, relative to it. */
const error = (figure: number, exact: number) => Math.abs(figure / exact - 1);

describe('the tail of Student’s t', () => {
  // mpmath 1.3, 40 digits: ½·betainc(ν/2, ½, 0, ν/(ν + t²), regularized=True)
  it.each([
    [1.5, 17, 0.07597852441455004],
    [3, 30, 0.002694982032825973],
    [0.7, 45.5, 0.24374556949463508],
    [8, 29.5, 3.5390511962689192e-9],
    [1.25, 100, 0.10710847446439001],
  ])('beyond %d with %d degrees is that of mpmath to 13 digits', (t, degrees, tail) => {
    expect(error(studentTail(t, degrees), tail)).toBeLessThan(2e-13);
  });

  it.each([
    [0.1, 5, 0.4621150705773302],
    [2.5, 3.5, 0.03784732190474504],
    [2, 0.5, 0.22275744509156561],
  ])('beyond %d with %d degrees, which are few, is it to 14 digits', (t, degrees, tail) => {
    expect(error(studentTail(t, degrees), tail)).toBeLessThan(1e-14);
  });

  it('is Cauchy’s with one degree: ½ − arctan(t)/π', () => {
    for (const t of [0.01, 0.3, 0.5, 0.9, 1, 1.1, 2, 5, 40]) {
      expect(error(studentTail(t, 1), 0.5 - Math.atan(t) / Math.PI)).toBeLessThan(1e-13);
    }
  });

  it('is ½ − ½·t/√(2 + t²) with two degrees', () => {
    for (const t of [0.01, 0.3, 0.5, 0.9, 1, 1.1, 2, 5]) {
      expect(error(studentTail(t, 2), 0.5 - t / Math.sqrt(2 + t * t) / 2)).toBeLessThan(1e-13);
    }
  });

  it('is one half at 0, and all or nothing at the ends', () => {
    for (const degrees of [1, 3.5, 20]) {
      expect(studentTail(0, degrees)).toBe(0.5);
      expect(studentTail(Number.POSITIVE_INFINITY, degrees)).toBe(0);
      expect(studentTail(Number.NEGATIVE_INFINITY, degrees)).toBe(1);
      expect(studentTail(-0.5, degrees)).toBeCloseTo(1 - studentTail(0.5, degrees), 15);
      expect(studentTail(-1.7, degrees)).toBeCloseTo(1 - studentTail(1.7, degrees), 15);
    }
  });
});

describe('the quantile of Student’s t', () => {
  it('is Cauchy’s with one degree: cot(π·p)', () => {
    for (const tail of [0.49, 0.3, 0.25, 0.1, 0.001]) {
      expect(error(studentQuantile(tail, 1), 1 / Math.tan(Math.PI * tail))).toBeLessThan(1e-12);
    }
  });

  it('is exactly 0 where either side has one half', () => {
    for (const degrees of [1, 3.5, 20]) expect(studentQuantile(0.5, degrees)).toBe(0);
  });
});
