import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choleskySolver,
  gram,
  largestEigenvalue,
  matrixOf,
  plusDiagonal,
  product,
  times,
  transpose,
} from './matrix.ts';
import { dot } from './vector.ts';

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

  it('of the transpose, weights and the matrix itself are its weighted square', () => {
    const x = matrixOf([
      [1, 2],
      [3, 4],
    ]);
    expect(gram(x, transpose(x), Float64Array.of(10, 1))).toEqual([
      [19, 32],
      [32, 56],
    ]);
    expect(() => gram(x, transpose(x), Float64Array.of(1))).toThrow(RangeError);
  });

  it('are not made of rows of different lengths, nor with a column of another length', () => {
    expect(() => matrixOf([[1, 2], [3]])).toThrow();
    expect(() => times(matrixOf([[1, 2]]), [1, 2, 3])).toThrow();
  });

  it('keep the number datatype through a transpose, which keeps mathjs on its fast path', () => {
    expect(transpose(matrixOf([[1, 2]])).datatype()).toBe('number');
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

  it('of a matrix a billion times as small is a billion times as small', () => {
    const rows = [
      [2, 1],
      [1, 3],
    ];
    const small = rows.map((row) => row.map((value) => value * 1e-9));
    expect(largestEigenvalue(rows)).toBeCloseTo((5 + Math.sqrt(5)) / 2, 10);
    expect(largestEigenvalue(small) * 1e9).toBeCloseTo((5 + Math.sqrt(5)) / 2, 10);
  });

  it('of a matrix that is not one of numbers is none, and not looked for without end', () => {
    expect(largestEigenvalue([[Number.NaN]])).toBeNaN();
  });

  it('of two that are nearly the same is what ten thousand steps come to', () => {
    const other = 1 - 1e-5;
    // The squares of v at the last step: of 1 at the start, and of 1/2 times the other 9,999 times over.
    const share = other ** (2 * 9_999) / 4;
    const quotient = (1 + other * share) / (1 + share);
    expect(
      largestEigenvalue([
        [1, 0],
        [0, other],
      ]),
    ).toBeCloseTo(quotient, 11);
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
      { numRuns: 30 },
    );
  });
});

describe('a diagonal', () => {
  it('is added to a matrix', () => {
    expect(
      plusDiagonal(
        [
          [1, 2],
          [3, 4],
        ],
        [10, 20],
      ),
    ).toEqual([
      [11, 2],
      [3, 24],
    ]);
  });

  it('has as many values as there are rows', () => {
    expect(() => plusDiagonal([[1]], [1, 2])).toThrow(RangeError);
  });
});

describe('the Cholesky solver', () => {
  it('solves by the factor of the matrix', () => {
    // [[4, 2, 2], [2, 5, 3], [2, 3, 6]]·(1, −2, 3) = (6, 1, 14)
    const solve = choleskySolver([
      [4, 2, 2],
      [2, 5, 3],
      [2, 3, 6],
    ]);
    expect(solve([6, 1, 14])).toEqual([1, -2, 3].map((value) => expect.closeTo(value, 14)));
  });

  it('leaves at 0 what depends on the columns before it, and solves the rest', () => {
    // The second column is twice the first, the third is empty.
    const solve = choleskySolver([
      [4, 8, 0, 2],
      [8, 16, 0, 4],
      [0, 0, 0, 0],
      [2, 4, 0, 5],
    ]);
    expect(solve([8, 16, 0, 8])).toEqual([1.5, 0, 0, 1].map((value) => expect.closeTo(value, 14)));
  });

  it('solves what is in small units as well', () => {
    const solve = choleskySolver([
      [2e-9, 1e-9],
      [1e-9, 3e-9],
    ]);
    expect(solve([4e-9, 7e-9])).toEqual([1, 2].map((value) => expect.closeTo(value, 12)));
  });

  it('tells a dependent column from one that is nearly so', () => {
    const almost = (difference: number) =>
      choleskySolver([
        [1, 1],
        [1, 1 + difference],
      ])([1, 1 + difference]);
    expect(almost(2e-12)[1]).toBeCloseTo(1, 3);
    expect(almost(5e-13)).toEqual([1, 0]);
  });

  it('takes only a square matrix and a column as long', () => {
    expect(() => choleskySolver([[1, 2]])).toThrow(RangeError);
    expect(() => choleskySolver([[1]])([1, 2])).toThrow(RangeError);
  });

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
