import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { fit } from './fit.ts';
import { probability } from './logistic-regression.ts';
import { recencyWeights } from './recency.ts';
import { fitScaler, scaleRow } from './scalers.ts';
import type { Vector } from './vector.ts';
import { type Window, WindowFits, type WindowSettings } from './window-fits.ts';

/** Runs a generator to its end: how many steps it took, and what it returned. */
function finish<Result>(work: Generator<void, Result, void>) {
  for (let steps = 0; ; steps++) {
    const step = work.next();
    if (step.done) return { steps, result: step.value };
  }
}

/** What `fit` makes of the rows of a window. */
async function fitAlone(
  { rows, labels }: { readonly rows: readonly Vector[]; readonly labels: Vector },
  { scaler: name, halfLife }: WindowSettings,
  { window: { from, to }, l2 }: { readonly window: Window; readonly l2: number },
) {
  const scaler = fitScaler(name, rows.slice(from, to));
  const { last, outcome } = await listen(
    fit(
      {
        rows: rows.slice(from, to).map((row) => scaleRow(scaler, row)),
        labels: labels.slice(from, to),
        rowWeights: recencyWeights(to - from, halfLife),
      },
      { optimizer: 'preconditioned', l2, tolerance: 1e-12, epochs: 10_000, learningRate: null },
    ),
  );
  return {
    outcome,
    objective: last.objective,
    probabilities: rows.map((row) => probability(last.parameters, scaleRow(scaler, row))),
  };
}

const value = fc.integer({ min: -3000, max: 3000 }).map((x) => x / 1000);
const problems = fc.record({
  /** In units far apart, as prices and volumes are. */
  rows: fc.array(
    fc.tuple(value, value, value).map(([a, b, c]) => [a, 1e6 + 1e4 * b, a / 2 + 0.1 * c]),
    { minLength: 40, maxLength: 40 },
  ),
  labels: fc.array(fc.constantFrom(0, 1), { minLength: 40, maxLength: 40 }),
  scaler: fc.constantFrom('min-max' as const, 'standard' as const),
  halfLife: fc.option(fc.double({ min: 5, max: 100, noNaN: true })),
  l2: fc.double({ min: 0.1, max: 100, noNaN: true }),
  cut: fc.integer({ min: 20, max: 39 }),
  from: fc.integer({ min: 0, max: 10 }),
});

describe('the fits of windows', () => {
  it('reach the same J as `fit`, and the same forecasts, one window after another', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ rows, labels, scaler, halfLife, l2, cut, from }) => {
        const settings = { scaler, halfLife, tolerance: 1e-12 };
        const fits = new WindowFits(rows, labels, settings, { from: 0, to: cut });
        for (const window of [
          { from: 0, to: cut },
          { from: 0, to: 40 },
          { from, to: 40 },
        ]) {
          expect(finish(fits.fit(window, l2)).result).toBe(true);
          const alone = await fitAlone({ rows, labels }, settings, { window, l2 });
          expect(alone.outcome).toBe('converged');
          expect(Math.abs(fits.objective() / alone.objective - 1)).toBeLessThan(1e-9);
          for (const [i, expected] of alone.probabilities.entries()) {
            expect(Math.abs(fits.forecast(i) - expected)).toBeLessThan(1e-8);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  const rows = [[0], [1], [2], [3]];
  const labels = [0, 1, 0, 1];
  const plain: WindowSettings = { scaler: 'standard', halfLife: null };
  const whole: Window = { from: 0, to: 4 };

  it('forecast even odds before the first fit, and the odds of their log-odds after it', () => {
    const fits = new WindowFits(rows, labels, plain, whole);
    expect([fits.logOdds(0), fits.forecast(0)]).toEqual([0, 0.5]);
    finish(fits.fit(whole, 1));
    expect(fits.forecast(3)).toBeCloseTo(1 / (1 + Math.exp(-fits.logOdds(3))), 15);
    expect(fits.forecast(3)).toBeGreaterThan(0.5);
  });

  it('have no weights and no J before the first fit, and then the weights of `fit`', async () => {
    const [wide, ups] = [rows.map(([x = 0]) => [x, 50 * x * x]), [0, 1, 1, 0]];
    const fits = new WindowFits(wide, ups, plain, whole);
    expect(fits.scaledWeights()).toEqual([]);
    expect(fits.objective()).toBe(0);
    finish(fits.fit(whole, 0.5));
    const scaler = fitScaler('standard', wide);
    const { last } = await listen(
      fit(
        { rows: wide.map((row) => scaleRow(scaler, row)), labels: ups },
        { optimizer: 'preconditioned', l2: 0.5, tolerance: 1e-12, epochs: 1000, learningRate: null },
      ),
    );
    expect(fits.scaledWeights()).toEqual(last.parameters.weights.map((weight) => expect.closeTo(weight, 8)));
  });

  it('begin with the weights of the last fit, unless their penalty alone is above n·log 2', () => {
    const stepsAfterOne = (penalty: number) => {
      const fits = new WindowFits(rows, [0, 1, 0, 1], plain, whole);
      finish(fits.fit(whole, 1));
      const [weight = 0] = fits.scaledWeights();
      const l2 = (2 * penalty * 4) / weight ** 2;
      fits.fit(whole, l2).next();
      const fresh = new WindowFits(rows, [0, 1, 0, 1], plain, whole);
      fresh.fit(whole, l2).next();
      return fits.logOdds(3) === fresh.logOdds(3);
    };
    expect([0.6, 0.68, 0.7, 1, 2].map(stepsAfterOne)).toEqual([false, false, true, true, true]);
    const again = new WindowFits(rows, [0, 1, 0, 1], plain, whole);
    finish(again.fit(whole, 1));
    expect(finish(again.fit(whole, 1))).toEqual({ steps: 1, result: true });
  });

  it('step as far as the curvature of their own window allows, whichever one was before', () => {
    const windows = fc
      .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 7, max: 12 }))
      .map(([from, to]) => ({ from, to }));
    const many = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
    const ups = many.map(([x = 0]) => (x > 0 ? 1 : 0));
    fc.assert(
      fc.property(windows, windows, fc.constantFrom(null, 2), (before, window, halfLife) => {
        const of = () => new WindowFits(many, ups, { scaler: 'standard', halfLife }, { from: 0, to: 12 });
        const [fits, fresh] = [of(), of()];
        // Of so large weights that the fit after it begins anew.
        const descent = fits.fit(before, 1e-3);
        for (let epoch = 0; epoch < 20; epoch++) descent.next();
        fits.fit(window, 100).next();
        fresh.fit(window, 100).next();
        for (let i = 0; i < 12; i++) expect(fits.logOdds(i)).toBeCloseTo(fresh.logOdds(i), 12);
      }),
      { numRuns: 20 },
    );
  });

  it('have converged where there is nothing to learn, to any tolerance', () => {
    const fits = new WindowFits([[0], [0]], [0, 1], { ...plain, tolerance: 0 }, { from: 0, to: 2 });
    expect(finish(fits.fit({ from: 0, to: 2 }, 1))).toEqual({ steps: 1, result: true });
  });

  it('tell rows apart whose values are large beside what they differ by, or large at all', () => {
    for (const values of [
      [1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3],
      [0, 1e100, 2e100, 3e100],
    ]) {
      const [fits, usual] = [values.map((x) => [x]), rows].map(
        (each) => new WindowFits(each, labels, plain, whole),
      );
      for (const each of [fits, usual]) if (each) expect(finish(each.fit(whole, 1)).result).toBe(true);
      expect(fits?.logOdds(3)).toBeCloseTo(usual?.logOdds(3) ?? Number.NaN, 6);
    }
  });

  it('have n·log 2 as J where there is nothing to learn', () => {
    const fits = new WindowFits([[7], [7]], [0, 1], plain, { from: 0, to: 2 });
    finish(fits.fit({ from: 0, to: 2 }, 1));
    expect(fits.objective()).toBeCloseTo(2 * Math.LN2, 12);
  });

  it('step by B⁻¹·∇J, with B a quarter of the square of the rows', () => {
    // Of three rows and the intercept alone B is 3/4, and ∇J(0) is 3/2 − 2.
    const fits = new WindowFits([[7], [7], [7]], [0, 1, 1], plain, { from: 0, to: 3 });
    fits.fit({ from: 0, to: 3 }, 1).next();
    expect(fits.logOdds(0)).toBeCloseTo(2 / 3, 14);
  });

  it('say that a descent did not converge within its epochs', () => {
    // Two rows that a cut separates, and next to no penalty: the least J is far away, where the Hessian is next to
    // none.
    const fits = new WindowFits([[0], [1]], [0, 1], plain, { from: 0, to: 2 });
    expect(finish(fits.fit({ from: 0, to: 2 }, 1e-6))).toEqual({ steps: 10_000, result: false });
  });

  it('converge by the weight of the rows: few rows that count are fitted as closely as many', async () => {
    const many = Array.from({ length: 300 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
    const ups = many.map(([x = 0], i) => (x + Math.sin(7 * i) > 0 ? 1 : 0));
    const settings: WindowSettings = { scaler: 'standard', halfLife: 1 };
    const window = { from: 0, to: 300 };
    const fits = new WindowFits(many, ups, settings, window);
    expect(finish(fits.fit(window, 0.01)).result).toBe(true);
    const { probabilities } = await fitAlone({ rows: many, labels: ups }, settings, { window, l2: 0.01 });
    for (const [i, expected] of probabilities.entries()) expect(fits.forecast(i)).toBeCloseTo(expected, 8);
  });

  it('start anew where a feature that hardly moved begins to move a billion times as far', async () => {
    const still = Array.from({ length: 40 }, (_, i) => [Math.sin(i) * (i < 30 ? 1e-6 : 1e3), Math.cos(i)]);
    const ups = still.map((_, i) => (Math.sin(i) > 0 ? 1 : 0));
    const fits = new WindowFits(still, ups, plain, { from: 0, to: 30 });
    for (const window of [
      { from: 0, to: 30 },
      { from: 0, to: 40 },
    ]) {
      const { steps, result } = finish(fits.fit(window, 1));
      expect(result).toBe(true);
      expect(steps).toBeLessThan(100);
      const { objective } = await fitAlone({ rows: still, labels: ups }, plain, { window, l2: 1 });
      expect(fits.objective()).toBeCloseTo(objective, 8);
    }
  });

  it('keep the weight of a feature that is constant in a window at 0', () => {
    const constantAtFirst = [[7], [7], [7], [9]];
    const fits = new WindowFits(constantAtFirst, labels, plain, { from: 0, to: 3 });
    finish(fits.fit({ from: 0, to: 3 }, 0));
    expect(fits.logOdds(3)).toBeCloseTo(-Math.LN2, 8);
    expect(fits.logOdds(0)).toBeCloseTo(-Math.LN2, 8);
    const inOtherUnits = new WindowFits(constantAtFirst, labels, plain, whole);
    finish(inOtherUnits.fit({ from: 0, to: 3 }, 0));
    expect(inOtherUnits.logOdds(3)).toBeCloseTo(-Math.LN2, 8);
  });

  it('are errors with too few labels, rows of two lengths, or a window beyond the rows', () => {
    expect(() => new WindowFits(rows, [0, 1], plain, whole)).toThrow(RangeError);
    expect(() => new WindowFits([[1], [1, 2]], [0, 1], plain, { from: 0, to: 2 })).toThrow(RangeError);
    const fits = new WindowFits(rows, labels, plain, whole);
    expect(() => finish(fits.fit({ from: 0, to: 5 }, 1))).toThrow(RangeError);
    expect(() => fits.forecast(4)).toThrow(RangeError);
  });
});
