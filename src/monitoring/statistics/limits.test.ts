import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrateLimits, chanceOf, LEAST_WINDOWS, limitOf } from './limits.ts';

/** 240 days of a statistic: four windows of 60 without overlap. */
const earlier = Array.from({ length: 30 }, () => [0.2, 0.4, 0.1, 0.3, 0.25, 0.15, 0.35, 0.2]).flat();

describe('limits of a statistic by its earlier windows', () => {
  it('rest on the mean and the sample deviation of logarithms (numpy)', () => {
    const { windows, mean, deviation } = calibrateLimits(earlier, 60);
    expect(windows).toBe(4);
    expect(mean).toBeCloseTo(-1.4968701155708481, 13);
    expect(deviation).toBeCloseTo(0.4295068340595767, 13);
  });

  it('give the chance and the limit of the prediction interval (scipy.stats.t with 3k/2 − 1 degrees)', () => {
    const calibration = calibrateLimits(earlier, 60);
    expect(chanceOf(0.9, calibration)).toBeCloseTo(0.01693966263511133, 12);
    expect(limitOf(0.05 / 12, calibration)).toBeCloseTo(1.6976684126728592, 9);
  });

  it('take statistics below 0.01 for 0.01', () => {
    expect(calibrateLimits([0, 0.001, 0.01], 1).mean).toBeCloseTo(Math.log(0.01), 13);
    const calibration = calibrateLimits(earlier, 60);
    expect(chanceOf(0, calibration)).toBe(chanceOf(0.01, calibration));
  });

  it('are none by fewer than three windows', () => {
    expect(LEAST_WINDOWS).toBe(3);
    const few = calibrateLimits(earlier.slice(0, 179), 60);
    expect([chanceOf(0.9, few), limitOf(0.01, few)]).toEqual([null, null]);
    expect(chanceOf(0.9, calibrateLimits(earlier.slice(0, 180), 60))).not.toBeNull();
  });

  it('begin with exactly three windows', () => {
    const three = { windows: 3, mean: 0, deviation: 1 };
    // scipy.stats.t.isf(0.05, 3.5) · √(4/3)
    expect(limitOf(0.05, three)).toBeCloseTo(Math.exp(2.222433493649601 * Math.sqrt(4 / 3)), 8);
    expect(limitOf(0.05, { ...three, windows: 2.99 })).toBeNull();
  });

  it('count windows where all were the same as elsewhere', () => {
    const same = calibrateLimits(new Array(300).fill(0.5), 60);
    expect(same).toEqual({ windows: 5, mean: Math.log(0.5), deviation: 0 });
    expect(limitOf(0.01, same)).toBeCloseTo(0.5, 13);
    expect(calibrateLimits([], 60)).toMatchObject({ windows: 0, mean: Number.NaN });
  });

  it('call anything larger impossible, and the same usual, where all earlier windows were the same', () => {
    const same = calibrateLimits(new Array(300).fill(0.5), 60);
    expect([chanceOf(0.6, same), chanceOf(0.5, same), chanceOf(0.4, same)]).toEqual([0, 1, 1]);
  });

  it('of a chance have that chance', () => {
    const calibration = calibrateLimits(earlier, 60);
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.2, noNaN: true }), (chance) => {
        expect(chanceOf(limitOf(chance, calibration) ?? Number.NaN, calibration)).toBeCloseTo(chance, 9);
      }),
    );
  });
});
