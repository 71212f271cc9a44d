import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, fitScaler, maximum, mean, minimum, scaleRow } from './scalers.ts';

const rows = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: width, maxLength: width }),
      { minLength: 2, maxLength: 30 },
    ),
  );

describe('the min-max scaler', () => {
  it('maps training rows into [0, 1] and reaches both ends where a feature varies', () => {
    fc.assert(
      fc.property(rows, (training) => {
        const scaler = fitScaler('min-max', training);
        const scaled = training.map((row) => scaleRow(scaler, row));
        for (const j of scaler.scales.keys()) {
          const column = scaled.map((row) => row[j] ?? Number.NaN);
          const varies = (scaler.scales[j] ?? 0) > 0;
          expect(Math.min(...column)).toBe(0);
          expect(Math.max(...column)).toBe(varies ? 1 : 0);
        }
      }),
    );
  });

  it('takes the least value from each, and divides by the range', () => {
    expect(
      fitScaler('min-max', [
        [10, -1],
        [30, -3],
        [20, -2],
      ]),
    ).toEqual({
      name: 'min-max',
      offsets: [10, -3],
      scales: [20, 2],
    });
  });

  it('does not clip what lies outside the training range', () => {
    const scaler = fitScaler('min-max', [[10], [20]]);
    expect(scaleRow(scaler, [30])).toEqual([2]);
    expect(scaleRow(scaler, [0])).toEqual([-1]);
  });

  it('leaves room to reckon with values at the end of the numbers', () => {
    const scaler = fitScaler('min-max', [[10], [10 + 1e-12]]);
    const [far = 0] = scaleRow(scaler, [Number.MAX_VALUE]);
    const [opposite = 0] = scaleRow(scaler, [-Number.MAX_VALUE]);
    expect(far * far).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(1e3 * far + 1e3 * opposite).toBe(0);
    expect([far, opposite]).toEqual([1e150, -1e150]);
  });

  it('scales a constant feature to 0, whatever comes later', () => {
    const scaler = fitScaler('min-max', [[7], [7]]);
    expect(scaleRow(scaler, [7])).toEqual([0]);
    expect(scaleRow(scaler, [9])).toEqual([0]);
  });
});

describe('the standard scaler', () => {
  it('gives training rows mean 0 and population standard deviation 1', () => {
    const training = [
      [1, 5],
      [2, 5],
      [3, 5],
      [6, 5],
    ];
    const scaler = fitScaler('standard', training);
    const first = training.map((row) => scaleRow(scaler, row)[0] ?? Number.NaN);
    expect(mean(first)).toBeCloseTo(0, 12);
    expect(mean(first.map((x) => x * x))).toBeCloseTo(1, 12);
  });

  it('takes the mean from each, and divides by √(Σ(x − mean)²/n)', () => {
    expect(fitScaler('standard', [[1], [2], [3], [6]])).toEqual({
      name: 'standard',
      offsets: [3],
      scales: [Math.sqrt(14 / 4)],
    });
  });

  it('scales a constant feature to 0 even where its mean is not exact', () => {
    const scaler = fitScaler('standard', [[0.1], [0.1], [0.1]]);
    expect(scaleRow(scaler, [0.1])).toEqual([0]);
  });
});

describe('a row', () => {
  it.each([[[1]], [[1, 2, 3]]])('of another length than the scaler is an error: %j', (row) => {
    const scaler = fitScaler('min-max', [
      [0, 0],
      [1, 1],
    ]);
    expect(() => scaleRow(scaler, row)).toThrow(RangeError);
  });
});

describe('columns', () => {
  it('are the values of rows, one after another', () => {
    expect(
      columnsOf([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ]);
    expect(columnsOf([])).toEqual([]);
  });

  it.each([[[1]], [[1, 2, 3]]])('need rows of one length: not %j after two values', (row) => {
    expect(() => columnsOf([[1, 2], row])).toThrow(RangeError);
  });

  it('have a least and a greatest value and a mean, listed or typed', () => {
    for (const values of [[3, -1, 4], Float64Array.of(3, -1, 4)]) {
      expect([minimum(values), maximum(values), mean(values)]).toEqual([-1, 4, 2]);
    }
    expect([minimum([]), maximum([]), mean([])]).toEqual([Infinity, -Infinity, Number.NaN]);
  });
});
