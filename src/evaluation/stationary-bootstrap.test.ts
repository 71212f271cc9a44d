import { describe, expect, it } from 'vitest';
import { at } from '../learning/vector.ts';
import { seededRandom } from './random.ts';
import { meanBlockLength, stationaryBlocks } from './stationary-bootstrap.ts';

const days = (n: number) => Array.from({ length: n }, (_, t) => t);
const wave = days(60).map((t) => Math.sin(t * t));

const persistent = autoregressive(0.7, 200);

const shortWave = [2, 0, 2, -1, 2, 1, 2, -1, 1, 2, 1, -1, 0, 0];

/** xₜ = share·xₜ₋₁ + sin(1.3·t²) from x₀ on */
function autoregressive(share: number, n: number, first = 0): number[] {
  const series = [first];
  for (let t = 1; t < n; t++) series.push(share * at(series, t - 1) + Math.sin(t * t * 1.3));
  return series;
}

describe('the mean block length of the stationary bootstrap', () => {
  it('is what another implementation of Politis and White’s rule gives', () => {
    expect(meanBlockLength(wave)).toBeCloseTo(2.426845240283349, 10);
  });

  it('is at most three times the square root of the days, and a third of them', () => {
    expect(meanBlockLength(persistent)).toBe(43);
  });

  // By numpy, with sums over both signs of the lags as the rule is printed: M is 2, 4, 6, 10, 14 and all lags.
  it.each([
    [-0.5, 100, 5.278166048114954],
    [0.7, 20, 2.9989243197930784],
    [0.8, 20, 3.0798106049923675],
    [-0.8, 120, 6.869536759875064],
    [0.7, 120, 6.2546401374696625],
    [0.7, 500, 12.60706874493713],
    [0.8, 500, 14.691869518298088],
    [-0.9, 120, 26.830952485655047],
  ])('of a series with the memory %d over %d days is that of the rule', (share, n, length) => {
    expect(meanBlockLength(autoregressive(share, n))).toBeCloseTo(length, 8);
  });

  // By the same script.
  it.each([
    ['the first value is far from all others', autoregressive(0.7, 30, 3), 3.4270783120853316],
    ['every fifth day is another', days(60).map((t) => (t % 5 === 0 ? 4 : -1)), 16.187167536490936],
    ['every sixth day is another', days(60).map((t) => (t % 6 === 0 ? 5 : -1)), 2.7194211626957294],
    ['the last lags looked at are the small ones', shortWave, 1.8306374868291706],
  ])('of a series where %s is that of the rule', (_, series, length) => {
    expect(meanBlockLength(series)).toBeCloseTo(length, 8);
  });

  it('of few days is a third of them, rounded up', () => {
    const lengths = [5, 6, 7].map((n) => meanBlockLength(days(n).map((t) => Math.sin(t * t))));
    expect(lengths).toEqual([2, 2, 3]);
  });

  it('is at least what is asked for', () => {
    expect(meanBlockLength(wave, 5)).toBe(5);
  });

  it('is the least for a series that never varies', () => {
    const constant = new Array<number>(50).fill(1);
    expect([meanBlockLength(constant), meanBlockLength(constant, 2)]).toEqual([1, 2]);
  });

  it('does not depend on the unit or the level', () => {
    expect(meanBlockLength(wave.map((x) => 7 * x - 3))).toBeCloseTo(meanBlockLength(wave), 9);
  });
});

describe('a resample of the stationary bootstrap', () => {
  it('has as many days as there are, in blocks that begin on any of them', () => {
    const random = seededRandom(3);
    for (let i = 0; i < 200; i++) {
      const blocks = stationaryBlocks(50, 4, random);
      expect(blocks.reduce((sum, { length }) => sum + length, 0)).toBe(50);
      expect(blocks.every(({ first, length }) => first >= 0 && first < 50 && length >= 1)).toBe(true);
    }
  });

  it('has blocks of the mean length that was asked for', () => {
    const blocks = stationaryBlocks(200_000, 6, seededRandom(4));
    expect(200_000 / blocks.length).toBeGreaterThan(5.9);
    expect(200_000 / blocks.length).toBeLessThan(6.1);
  });

  it('is, by hand, of blocks whose last one is cut off', () => {
    // First ⌊½·10⌋ = 5; ln ½ / ln ¾ = 2.4 with a mean of 4: three days each.
    const middle = { first: 5, length: 3 };
    expect(stationaryBlocks(10, 4, () => 0.5)).toEqual([middle, middle, middle, { first: 5, length: 1 }]);
    expect(stationaryBlocks(3, 2, () => 0)).toEqual(Array(3).fill({ first: 0, length: 1 }));
  });

  it('draws single days where the mean length is 1', () => {
    expect(stationaryBlocks(10, 1, seededRandom(5)).map(({ length }) => length)).toEqual(Array(10).fill(1));
  });
});
