import { describe, expect, it } from 'vitest';
import { wave } from '../testing/wave.ts';
import {
  accuracyByConfidence,
  calibrationBins,
  expectedCalibrationError,
  expectedCalibrationErrorIfPerfect,
} from './calibration.ts';
import type { Outcome } from './metrics.ts';
import { seededRandom } from './random.ts';

const random = seededRandom(17);
const honest: readonly Outcome[] = Array.from({ length: 20_000 }, () => {
  const probability = 0.3 + 0.4 * random();
  return { probability, actual: random() < probability ? 1 : 0 };
});

describe('calibration', () => {
  it('has ten bins of as many days each, and every day is in one', () => {
    const bins = calibrationBins(honest.slice(0, 1003));
    expect(bins.map(({ n }) => n).reduce((sum, n) => sum + n)).toBe(1003);
    expect(Math.max(...bins.map(({ n }) => n)) - Math.min(...bins.map(({ n }) => n))).toBeLessThanOrEqual(1);
  });

  it('finds honest forecasts to be so, within what so many days can tell', () => {
    const bins = calibrationBins(honest);
    expect(expectedCalibrationError(bins)).toBeLessThan(0.02);
  });

  it('finds forecasts that are twice as sure as they may be', () => {
    const sure = honest.map(({ probability, actual }) => ({
      actual,
      probability: 0.5 + 2 * (probability - 0.5),
    }));
    // |2(p − ½) − (p − ½)| is 0.1 on average over 0.3 to 0.7.
    expect(expectedCalibrationError(calibrationBins(sure))).toBeCloseTo(0.1, 1);
  });

  it('agrees with figures of NumPy, and with perfect forecasts counted out draw by draw', () => {
    expect(expectedCalibrationError(calibrationBins(wave))).toBeCloseTo(0.09514727164323335, 12);
    expect(expectedCalibrationErrorIfPerfect(wave)).toBeCloseTo(0.19778972284811192, 12);
  });

  it('is off by about what perfect forecasts would be off by, where they are honest', () => {
    const expected = expectedCalibrationErrorIfPerfect(honest);
    const error = expectedCalibrationError(calibrationBins(honest));
    expect(error / expected).toBeGreaterThan(0.4);
    expect(error / expected).toBeLessThan(1.8);
    // E|S − μ| of many draws is √(2/π) of the standard deviation, here of 2,000 with p near ½.
    expect(expected).toBeCloseTo(Math.sqrt((2 / Math.PI) * (0.237 / 2000)), 3);
  });

  it('weighs a bin by its days', () => {
    // Fifteen days make bins of two and one by turns: a two is 1 and 0, a one is off by a half.
    const days = Array.from(
      { length: 15 },
      (_, t) => ({ probability: 0.5, actual: t % 3 === 1 ? 0 : 1 }) as const,
    );
    expect(expectedCalibrationError(calibrationBins(days))).toBeCloseTo((5 * 0.5) / 15, 12);
  });

  it('has fewer bins where there are fewer days', () => {
    expect(calibrationBins(honest.slice(0, 4))).toHaveLength(4);
  });
});

describe('accuracy by confidence', () => {
  it('has ten bins from the least confident on, with their mean confidence and share right', () => {
    // Of twenty days, two are 0.01 and 0.02 from ½, two 0.03 and 0.04, and so on; by turns above and below it.
    const days = Array.from({ length: 20 }, (_, t): Outcome => {
      const distance = (t + 1) / 100;
      return { probability: t % 4 < 2 ? 0.5 + distance : 0.5 - distance, actual: t % 2 === t % 4 ? 1 : 0 };
    });
    const bins = accuracyByConfidence(days.toReversed());
    expect(bins.map(({ n }) => n)).toEqual(new Array(10).fill(2));
    for (const [k, { meanConfidence, accuracy }] of bins.entries()) {
      expect(meanConfidence).toBeCloseTo((4 * k + 3) / 200, 12);
      expect(accuracy).toBe(1);
    }
    const wrong = accuracyByConfidence(days.map(({ probability }) => ({ probability, actual: 1 })));
    expect(wrong.map(({ accuracy }) => accuracy)).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
  });

  it('grows with confidence where forecasts are honest', () => {
    const bins = accuracyByConfidence(honest);
    expect(bins.at(0)?.accuracy).toBeCloseTo(0.51, 1);
    expect(bins.at(-1)?.accuracy).toBeCloseTo(0.69, 1);
  });
});
