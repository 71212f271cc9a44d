import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import type { Label } from '../domain.ts';
import { fit } from '../learning/fit.ts';
import { probability, sigmoid } from '../learning/logistic-regression.ts';
import { recencyWeights } from '../learning/recency.ts';
import { fitScaler, scaleRow } from '../learning/scalers.ts';
import { at, type Vector } from '../learning/vector.ts';
import { labelledRowsOf, normal } from '../testing/labelled-rows.ts';
import { recentBaseRateOf } from './constants.ts';
import { seededRandom } from './random.ts';
import { defaultInitialTrain, foldCount, type WalkForwardSettings, walkForward } from './walk-forward.ts';

const settings: WalkForwardSettings = {
  scaler: 'standard',
  l2: 1,
  halfLife: null,
  initialTrain: 100,
  step: 30,
  trainWindow: null,
};

/** Rows in units far apart, one of them trending, one constant at first, with labels that hang on the first. */
function someRows(count: number, seed = 1) {
  const random = seededRandom(seed);
  const values = Array.from({ length: count }, (_, t) => [
    normal(random),
    1e9 * (1 + random()) * (1 + t / 50),
    t < 150 ? 7 : 7 + normal(random),
  ]);
  const targets = values.map(([x = 0]): Label => (random() < 1 / (1 + Math.exp(-x)) ? 1 : 0));
  return labelledRowsOf(values, targets);
}

describe('a walk-forward', () => {
  it.each([
    ['min-max', 1, null, null],
    ['standard', 1000, null, null],
    ['standard', 10, 60, null],
    ['min-max', 1, 100, 120],
    ['standard', 0, null, null],
  ] as const)(
    'fits what each fold alone would: %s, l2 %d, half-life %s, window %s',
    async (scaler, l2, halfLife, trainWindow) => {
      const rows = someRows(260);
      const { forecasts } = await listen(
        walkForward(rows, { ...settings, scaler, l2, halfLife, trainWindow }),
      );
      for (let to = 100; to < 260; to += 30) {
        const train = rows.slice(trainWindow === null ? 0 : Math.max(0, to - trainWindow), to);
        const fitted = fitScaler(
          scaler,
          train.map(({ values }) => values),
        );
        const inputs = {
          rows: train.map(({ values }) => scaleRow(fitted, values)),
          labels: train.map(({ target }) => target),
        };
        const { last } = await listen(
          fit(
            { ...inputs, rowWeights: recencyWeights(train.length, halfLife) },
            { optimizer: 'preconditioned', l2, tolerance: 1e-13, epochs: 10_000, learningRate: null },
          ),
        );
        for (const [i, row] of rows.slice(to, to + 30).entries()) {
          const expected = probability(last.parameters, scaleRow(fitted, row.values));
          expect(Math.abs(at(forecasts, to - 100 + i).probability - expected)).toBeLessThan(1e-8);
        }
      }
    },
  );

  it('forecasts every row after the first window once, in order, beside the constants of its training rows', async () => {
    const rows = someRows(175);
    const { forecasts, unconvergedFolds } = await listen(walkForward(rows, { ...settings, halfLife: 50 }));
    expect(forecasts.map(({ date }) => date)).toEqual(rows.slice(100).map(({ date }) => date));
    const before = rows.slice(0, 130);
    expect(forecasts[30]?.baseRate).toBe(before.filter(({ target }) => target === 1).length / 130);
    expect(forecasts[30]?.recentBaseRate).toBe(recentBaseRateOf(before, 50));
    expect(forecasts.every(({ logOdds, probability: p }) => Math.abs(sigmoid(logOdds) - p) < 1e-15)).toBe(
      true,
    );
    expect(unconvergedFolds).toBe(0);
  });

  it('counts the folds whose descent did not converge', async () => {
    // Two rows that a cut separates, and next to no penalty: the least J is far away, where the Hessian is next to
    // none.
    const rows = labelledRowsOf([[0], [1], [2]], [0, 1, 1]);
    const hard = { ...settings, l2: 1e-6, initialTrain: 2, step: 1 };
    expect((await listen(walkForward(rows, hard))).unconvergedFolds).toBe(1);
  });

  it('tells each fold with its number and its forecasts, and has the weights of each', async () => {
    const folds: unknown[] = [];
    const { weights, forecasts } = await listen(walkForward(someRows(175), settings), (fold) =>
      folds.push(fold),
    );
    expect(folds).toEqual([
      { kind: 'fold', fold: 1, folds: 3, forecasts: forecasts.slice(0, 30) },
      { kind: 'fold', fold: 2, folds: 3, forecasts: forecasts.slice(30, 60) },
      { kind: 'fold', fold: 3, folds: 3, forecasts: forecasts.slice(60) },
    ]);
    expect(weights.map(({ length }) => length)).toEqual([3, 3, 3]);
  });

  it('looks at nothing after a fold: other days to come change no earlier forecast', async () => {
    const rows = someRows(250);
    const changed = [...rows.slice(0, 190), ...someRows(250, 2).slice(190)];
    const forecasts = async (some: typeof rows) =>
      (await listen(walkForward(some, settings))).forecasts.slice(0, 90).map((day) => day.probability);
    expect(await forecasts(changed)).toEqual(await forecasts(rows));
  });

  it('reports each fold as it is done, and stops when it is told to', async () => {
    const controller = new AbortController();
    const rows = someRows(4000);
    let folds = 0;
    const walking = listen(walkForward(rows, { ...settings, step: 10 }, controller.signal), () => {
      folds += 1;
      if (folds === 3) controller.abort(new Error('stopped'));
    });
    await expect(walking).rejects.toThrow('stopped');
    expect(folds).toBeLessThan(foldCount(4000, { ...settings, step: 10 }));
  });

  it('lets others run: timers fire while it walks', async () => {
    const rows = someRows(3000);
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 1);
    const start = process.cpuUsage();
    await listen(walkForward(rows, settings));
    const { user, system } = process.cpuUsage(start);
    clearInterval(ticking);
    // A slice is 10 ms and one epoch; by the time it worked, not waited for a busy machine.
    expect(ticks).toBeGreaterThanOrEqual(Math.floor((user + system) / 1000 / 30));
  });

  it('has a first window of 365 rows where there are 500 or more, else half of them', () => {
    expect([500, 499, 21].map(defaultInitialTrain)).toEqual([365, 249, 10]);
  });

  it('takes the penalty that forward-chained folds like best, where it is left to them', async () => {
    const random = seededRandom(9);
    const values: Vector[] = Array.from({ length: 300 }, () =>
      Array.from({ length: 12 }, () => normal(random)),
    );
    const noise = labelledRowsOf(
      values,
      values.map(() => (random() < 0.5 ? 1 : 0)),
    );
    const spread = async (l2: number | 'auto') => {
      const { forecasts } = await listen(walkForward(noise, { ...settings, l2 }));
      return Math.max(...forecasts.map((day) => Math.abs(day.probability - day.baseRate)));
    };
    // Nothing is to be learned from noise, so the penalties that hold the weights down win.
    expect(await spread('auto')).toBeLessThan((await spread(1)) / 2);
  });
});
