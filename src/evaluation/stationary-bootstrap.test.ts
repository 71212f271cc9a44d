import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';
import { meanBlockLength, stationaryBlocks } from './stationary-bootstrap.ts';

const days = (n: number) => Array.from({ length: n }, (_, t) => t);
const wave = days(60).map((t) => Math.sin(t * t));

/** xₜ = 0.7·xₜ₋₁ + sin(1.3·t²) */
const persistent = days(200).reduce<number[]>((series, t) => {
  series.push(t === 0 ? 0 : 0.7 * (series[t - 1] ?? Number.NaN) + Math.sin(t * t * 1.3));
  return series;
}, []);

describe('the mean block length of the stationary bootstrap', () => {
  it('is what another implementation of Politis and White’s rule gives', () => {
    expect(meanBlockLength(wave)).toBeCloseTo(2.426845240283349, 10);
  });

  it('is at most three times the square root of the days, and a third of them', () => {
    expect(meanBlockLength(persistent)).toBe(43);
  });

  it('is at least what is asked for', () => {
    expect(meanBlockLength(wave, 5)).toBe(5);
  });

  it('is the least for a series that never varies', () => {
    expect(meanBlockLength(new Array<number>(50).fill(1), 2)).toBe(2);
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

  it('draws single days where the mean length is 1', () => {
    expect(stationaryBlocks(10, 1, seededRandom(5)).map(({ length }) => length)).toEqual(Array(10).fill(1));
  });
});
