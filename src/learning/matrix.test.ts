import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choleskySolver, largestEigenvalue, matrixOf, product, times, transpose } from './matrix.ts';
import { dot, largestMagnitude, plus } from './vector.ts';

const entry = fc.double({ min: -10, max: 10, noNaN: true });
const squareRows = fc
  .integer({ min: 1, max: 6 })
  .chain((size) =>
    fc.array(fc.array(entry, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  );
/** A symmetric positive definite matrix: AᵀA + I. */
const definite = squareRows.map((rows) => {
  const a = matrixOf(rows);
  return product(transpose(a), a).map((row, i) => row.map((value, j) => value + (i === j ? 1 : 0)));
});

describe('products', () => {
  it('multiply a matrix with a column', () => {
    expect(
      times(
        matrixOf([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
        [10, 1],
      ),
    ).toEqual([12, 34, 56]);
  });

  it('multiply two matrices', () => {
    expect(
      product(
        matrixOf([
          [1, 2],
          [3, 4],
        ]),
        matrixOf([
          [0, 1],
          [1, 0],
        ]),
      ),
    ).toEqual([
      [2, 1],
      [4, 3],
    ]);
  });

  it('keep the number datatype through a transpose, which keeps mathjs on its fast path', () => {
    expect(transpose(matrixOf([[1, 2]])).datatype()).toBe('number');
  });
});

describe('vectors', () => {
  it('have a scalar product, a sum with a factor, and a largest magnitude', () => {
    expect(dot([1, 2, 3], [4, 5, 6])).toBe(32);
    expect(plus([1, 2], -2, [3, 4])).toEqual([-5, -6]);
    expect(largestMagnitude([1, -7, 3])).toBe(7);
  });
});

describe('the largest eigenvalue', () => {
  it('of a diagonal matrix is its largest entry', () => {
    expect(
      largestEigenvalue([
        [2, 0, 0],
        [0, 9, 0],
        [0, 0, 5],
      ]),
    ).toBeCloseTo(9, 9);
  });

  it('of the zero matrix is 0', () => {
    expect(
      largestEigenvalue([
        [0, 0],
        [0, 0],
      ]),
    ).toBe(0);
  });

  it('is at least every quotient vᵀAv/vᵀv, and at most the trace', () => {
    fc.assert(
      fc.property(definite, fc.array(entry, { minLength: 6, maxLength: 6 }), (rows, direction) => {
        const v = direction.slice(0, rows.length);
        const eigenvalue = largestEigenvalue(rows);
        const trace = rows.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
        fc.pre(dot(v, v) > 1e-6);
        const quotient = dot(v, times(matrixOf(rows), v)) / dot(v, v);
        expect(eigenvalue).toBeGreaterThanOrEqual(quotient * (1 - 1e-4));
        expect(eigenvalue).toBeLessThanOrEqual(trace * (1 + 1e-9));
      }),
    );
  });
});

describe('the Cholesky solver', () => {
  it('finds the x of A·x = b', () => {
    fc.assert(
      fc.property(definite, fc.array(entry, { minLength: 6, maxLength: 6 }), (rows, values) => {
        const b = values.slice(0, rows.length);
        const x = choleskySolver(rows)(b);
        const image = times(matrixOf(rows), x);
        for (const [i, value] of b.entries()) expect(image[i]).toBeCloseTo(value, 6);
      }),
    );
  });
});
