import { describe, expect, it } from 'vitest';
import { RowMatrix } from './row-matrix.ts';

const x = new RowMatrix(
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  3,
);

describe('rows in one typed array', () => {
  it('know their number and width', () => {
    expect([x.height, x.width]).toEqual([2, 3]);
  });

  it('are multiplied with a column, row by row', () => {
    const theta = Float64Array.of(10, 1, -1);
    expect([x.rowTimes(0, theta), x.rowTimes(1, theta)]).toEqual([9, 39]);
  });

  it('are added to a sum with a factor', () => {
    const sum = Float64Array.of(1, 0, 0);
    x.addRow(1, 2, sum);
    expect([...sum]).toEqual([9, 10, 12]);
  });

  it('give the lower triangle of their weighted square, added to a sum', () => {
    const sum = new Float64Array(6).fill(1);
    x.addSquare(1, 2, sum);
    expect([...sum]).toEqual([33, 41, 51, 49, 61, 73]);
  });

  it.each([[[1, 2]], [[1, 2, 3, 4]]])('are all of one width: not %j', (row) => {
    expect(() => new RowMatrix([[1, 2, 3], row], 3)).toThrow(RangeError);
  });

  it.each([2, 4])('take no vector of %d values for 3 columns', (length) => {
    const vector = new Float64Array(length);
    const message = `there are ${length} values for 3 columns`;
    expect(() => x.rowTimes(0, vector)).toThrow(new RangeError(message));
    expect(() => x.addRow(0, 1, vector)).toThrow(new RangeError(message));
  });

  it.each([-1, 2])('have no row %d', (row) => {
    expect(() => x.rowTimes(row, new Float64Array(3))).toThrow(RangeError);
    expect(() => x.addRow(row, 1, new Float64Array(3))).toThrow(RangeError);
    expect(() => x.addSquare(row, 1, new Float64Array(6))).toThrow(RangeError);
  });

  it('refuse a sum too short for their square', () => {
    expect(() => x.addSquare(0, 1, new Float64Array(5))).toThrow(RangeError);
  });
});
