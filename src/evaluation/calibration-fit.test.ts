import { describe, expect, it } from 'vitest';
import { wave } from '../testing/wave.ts';
import { calibrationFit } from './calibration-fit.ts';

describe('the fit of outcomes on log-odds', () => {
  it("agrees with statsmodels' logit: parameters and standard errors", () => {
    const fit = calibrationFit(wave);
    expect(fit?.intercept).toBeCloseTo(0.31222876736477195, 9);
    expect(fit?.slope).toBeCloseTo(1.2892359302886478, 9);
    expect(fit?.interceptSe).toBeCloseTo(0.34227741568500625, 9);
    expect(fit?.slopeSe).toBeCloseTo(0.603783386972628, 9);
  });

  it('halves its slope where forecasts are twice as sure', () => {
    const sure = wave.map((day) => ({ ...day, logOdds: 2 * day.logOdds }));
    expect(calibrationFit(sure)?.slope).toBeCloseTo(1.2892359302886478 / 2, 9);
  });

  it('takes log-odds from probabilities where that is all there is', () => {
    const bare = wave.map(({ probability, actual }) => ({ probability, actual }));
    expect(calibrationFit(bare)?.slope).toBeCloseTo(1.2892359302886478, 9);
  });

  it('is the same of log-odds in other units, from another zero', () => {
    const moved = (shift: number, unit: number) =>
      calibrationFit(wave.map((day) => ({ ...day, logOdds: (day.logOdds + shift) * unit })));
    for (const shift of [-3, 3]) {
      expect(moved(shift, 1)?.slope).toBeCloseTo(1.2892359302886478, 8);
      expect(moved(shift, 1)?.intercept).toBeCloseTo(0.31222876736477195 - shift * 1.2892359302886478, 8);
    }
    expect((moved(0, 1e-4)?.slope ?? Number.NaN) * 1e-4).toBeCloseTo(1.2892359302886478, 8);
    expect((moved(0, 1e4)?.slope ?? Number.NaN) * 1e4).toBeCloseTo(1.2892359302886478, 8);
  });

  it('goes on until the slope has settled, too, where the intercept has from the beginning', () => {
    // Two of three came true on either side: σ(slope) = 2/3.
    const sides = [1, 1, 0].flatMap((right) => [
      { probability: 0.73, logOdds: 1, actual: right === 1 ? 1 : 0 } as const,
      { probability: 0.27, logOdds: -1, actual: right === 1 ? 0 : 1 } as const,
    ]);
    expect(calibrationFit(sides)?.slope).toBeCloseTo(Math.LN2, 12);
    expect(calibrationFit(sides)?.intercept).toBeCloseTo(0, 12);
  });

  it('is null for forecasts that never differ, whatever they are', () => {
    for (let logOdds = -3; logOdds < 3; logOdds += 0.07) {
      expect(calibrationFit(wave.map((day) => ({ ...day, logOdds })))).toBeNull();
    }
  });

  it('is null for them, too, where rounding leaves a determinant to divide by, and steps of 0', () => {
    for (const pairs of [5, 50]) {
      const same = Array.from(
        { length: 2 * pairs },
        (_, i) =>
          ({
            probability: 0.525,
            logOdds: 0.1,
            actual: i % 2 === 0 ? 0 : 1,
          }) as const,
      );
      expect(calibrationFit(same)).toBeNull();
    }
  });

  it('is null where it has no finite answer', () => {
    expect(calibrationFit(wave.map((day) => ({ ...day, logOdds: 0.1 })))).toBeNull();
    expect(calibrationFit(wave.map((day) => ({ ...day, actual: 1 })))).toBeNull();
    expect(calibrationFit(wave.map((day) => ({ ...day, actual: day.logOdds > 0 ? 1 : 0 })))).toBeNull();
    expect(
      calibrationFit([
        { probability: 1, actual: 1 },
        { probability: 0.2, actual: 0 },
      ]),
    ).toBeNull();
  });
});
