import { describe, expect, it } from 'vitest';
import { at } from '../learning/vector.ts';
import { blockLength, bootstrapInterval, quantile } from './bootstrap.ts';
import { wilsonInterval } from './intervals.ts';
import { seededRandom } from './random.ts';

const settings = { seed: 1, resamples: 2000 };
const meanOf =
  (n: number) =>
  ([sum = 0]: readonly number[]) =>
    sum / n;

describe('the moving-block bootstrap', () => {
  it('gives the same interval for the same seed, and another for another', () => {
    const values = Array.from({ length: 100 }, (_, t) => Math.sin(t * t));
    const interval = (seed: number) => bootstrapInterval([values], meanOf(100), { ...settings, seed });
    expect(interval(5)).toEqual(interval(5));
    expect(interval(5)).not.toEqual(interval(6));
  });

  it("is about as wide as Wilson's interval where days are independent", () => {
    const random = seededRandom(11);
    const right = Array.from({ length: 1000 }, () => (random() < 0.52 ? 1 : 0));
    const [low, high] = bootstrapInterval([right], meanOf(1000), settings);
    const [wilsonLow, wilsonHigh] = wilsonInterval(right.filter(Boolean).length, 1000);
    expect((high - low) / (wilsonHigh - wilsonLow)).toBeGreaterThan(0.8);
    expect((high - low) / (wilsonHigh - wilsonLow)).toBeLessThan(1.2);
  });

  it('is wider where they do', () => {
    const random = seededRandom(11);
    const weekly = Array.from({ length: 150 }, () => (random() < 0.52 ? 1 : 0)).flatMap((up) =>
      new Array<number>(7).fill(up),
    );
    const [low, high] = bootstrapInterval([weekly], meanOf(weekly.length), settings);
    const [wilsonLow, wilsonHigh] = wilsonInterval(weekly.filter(Boolean).length, weekly.length);
    expect((high - low) / (wilsonHigh - wilsonLow)).toBeGreaterThan(1.6);
  });

  it('covers the true mean about as often as it says', () => {
    const random = seededRandom(29);
    const covered = Array.from({ length: 300 }, (_, seed) => {
      const values = Array.from({ length: 200 }, () => random());
      const [low, high] = bootstrapInterval([values], meanOf(200), { seed, resamples: 300 });
      return low <= 0.5 && high >= 0.5;
    }).filter(Boolean).length;
    expect(covered / 300).toBeGreaterThan(0.88);
  });

  it('draws every block and every rest, the last ones too', () => {
    const sumOf = ([sum = 0]: readonly number[]) => sum;
    // Blocks of 2 begin on days 0, 1, 2; both drawn are the last one in a ninth of resamples.
    expect(bootstrapInterval([[0, 0, 0, 1]], sumOf, settings)[1]).toBe(2);
    // A block of 2 and a rest of 1: both hold the last day in a sixth of resamples.
    expect(bootstrapInterval([[0, 0, 1]], sumOf, settings)[1]).toBe(2);
  });

  it('sums whole blocks and a rest, drawn one after another, for each of so many resamples', () => {
    // Of 7 days: three blocks of 2, which begin on one of 6 days, and one day more.
    const values = [1, 2, 4, 8, 16, 32, 64];
    const sumOf = (sums: readonly number[]) => sums.reduce((sum, value) => sum + value, 0);
    const random = seededRandom(3);
    const draw = (places: number) => Math.floor(random() * places);
    const drawn = Array.from({ length: 3 }, () => {
      const blocks = [draw(6), draw(6), draw(6)].map((first) => sumOf(values.slice(first, first + 2)));
      return sumOf(blocks) + at(values, draw(7));
    }).toSorted((a, b) => a - b);
    expect(bootstrapInterval([values], sumOf, { seed: 3, resamples: 3 })).toEqual([
      expect.closeTo(quantile(drawn, 0.025), 10),
      expect.closeTo(quantile(drawn, 0.975), 10),
    ]);
  });

  it('leaves 2.5 % of resamples out on each side', () => {
    const sumOf = ([sum = 0]: readonly number[]) => sum;
    // Seven blocks of 4 days and a rest of 1 hold the last of 29 days twice or more in 3.5 % of resamples.
    const last = Array.from({ length: 29 }, (_, t) => (t === 28 ? 1 : 0));
    const many = { seed: 1, resamples: 10_000 };
    expect(bootstrapInterval([last], sumOf, many)).toEqual([0, 2]);
    expect(bootstrapInterval([last.map((x) => -x)], sumOf, many)[0]).toBe(-2);
  });

  it('takes the same blocks from every series, and refuses series of different lengths', () => {
    const values = Array.from({ length: 60 }, (_, t) => Math.sin(t * t));
    const difference = ([a = 0, b = 0]: readonly number[]) => a - b;
    expect(bootstrapInterval([values, values], difference, settings)).toEqual([0, 0]);
    for (const wrong of [[values, [1]], [values, values, [1]], [], [[]]]) {
      expect(() => bootstrapInterval(wrong, difference, settings)).toThrow('series differ in length');
    }
  });

  it('takes blocks of the cube root of the days', () => {
    expect([1, 8, 27, 1000, 1001].map(blockLength)).toEqual([1, 2, 3, 10, 11]);
  });

  it('finds quantiles between neighbours', () => {
    expect(quantile([0, 1, 2, 3], 0.5)).toBe(1.5);
    expect(quantile([4], 0.975)).toBe(4);
  });
});
