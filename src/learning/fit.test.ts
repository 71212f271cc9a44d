import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { type Epoch, type FitSettings, fit } from './fit.ts';
import { type OptimizerName, optimizerNames } from './optimizer-names.ts';
import { recencyWeights } from './recency.ts';
import type { TrainingRows } from './training-rows.ts';
import { at } from './vector.ts';

const settings: FitSettings = {
  optimizer: 'nesterov',
  l2: 1,
  tolerance: 1e-8,
  epochs: 10_000,
  learningRate: null,
};

/** Rows that a line separates only in part; the same ones each time. */
function noisyRows(n: number, width = 3): TrainingRows {
  let state = 12345;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
  const rows = Array.from({ length: n }, () => Array.from({ length: width }, random));
  return { rows, labels: rows.map((row) => (at(row, 0) + random() > 1 ? 1 : 0)) };
}

describe('a fit', () => {
  it('reaches the same minimum by every optimizer', async () => {
    const fits = await Promise.all(
      optimizerNames.map((optimizer) => listen(fit(noisyRows(200), { ...settings, optimizer }))),
    );
    const [first] = fits;
    for (const { outcome, last } of fits) {
      expect(outcome).toBe('converged');
      expect(last.gradientNorm).toBeLessThanOrEqual(settings.tolerance);
      for (const [j, weight] of last.parameters.weights.entries()) {
        expect(weight).toBeCloseTo(first?.last.parameters.weights[j] ?? Number.NaN, 6);
      }
    }
  });

  it('needs the fewest epochs preconditioned, and fewer with acceleration than without', async () => {
    const epochs = async (optimizer: OptimizerName) =>
      (await listen(fit(noisyRows(200), { ...settings, optimizer, epochs: 100_000 }))).last.epoch;
    expect(await epochs('preconditioned')).toBeLessThan(15);
    expect(await epochs('nesterov')).toBeLessThan(await epochs('gradient-descent'));
  });

  it('never raises the objective by gradient descent or preconditioned steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('gradient-descent', 'preconditioned'), async (optimizer) => {
        const { curve } = await listen(
          fit(noisyRows(50), { ...settings, optimizer: optimizer as OptimizerName, epochs: 200 }),
        );
        for (const [i, { objective }] of curve.entries()) {
          expect(objective).toBeLessThanOrEqual((curve[i - 1]?.objective ?? Number.POSITIVE_INFINITY) + 1e-9);
        }
      }),
      { numRuns: 2 },
    );
  });

  it('gives the same figures to the last digit when done again', async () => {
    const once = await listen(fit(noisyRows(100), settings));
    const again = await listen(fit(noisyRows(100), settings));
    expect(again).toEqual(once);
  });

  it('measures the gradient by the weight of the rows, however many there are of next to none', async () => {
    const rowWeights = recencyWeights(200, 1);
    const { last } = await listen(fit({ ...noisyRows(200), rowWeights }, { ...settings, epochs: 1 }));
    const { rows, labels } = noisyRows(200);
    const gradientOf = (values: (row: readonly number[]) => number) =>
      rows.reduce((sum, row, i) => sum + at([...rowWeights], i) * (0.5 - at(labels, i)) * values(row), 0);
    const gradient = [0, 1, 2].map((j) => gradientOf((row) => at(row, j)));
    const largest = Math.max(...[...gradient, gradientOf(() => 1)].map(Math.abs));
    expect(last.gradientNorm).toBeCloseTo(largest / 2, 12);
  });

  it('by few rows that count comes as close to the minimum as by many', async () => {
    const rows = { ...noisyRows(200), rowWeights: recencyWeights(200, 1) };
    const close = await listen(
      fit(rows, { ...settings, l2: 0.01, optimizer: 'preconditioned', tolerance: 1e-13 }),
    );
    for (const optimizer of optimizerNames) {
      const { last, outcome } = await listen(
        fit(rows, { ...settings, l2: 0.01, optimizer, epochs: 100_000 }),
      );
      expect(outcome).toBe('converged');
      for (const [j, weight] of close.last.parameters.weights.entries()) {
        expect(last.parameters.weights[j]).toBeCloseTo(weight, 5);
      }
    }
  });

  it('stops at the ceiling of epochs and says so', async () => {
    const { outcome, last } = await listen(fit(noisyRows(100), { ...settings, epochs: 7 }));
    expect(outcome).toBe('out of epochs');
    expect(last.epoch).toBe(7);
  });

  it.each(optimizerNames)(
    'by %s with a learning rate that is far too high is stopped as diverged',
    async (optimizer) => {
      const { outcome, last } = await listen(
        fit(noisyRows(100), { ...settings, optimizer, learningRate: 1e9 }),
      );
      expect(outcome).toBe('diverged');
      expect(last.epoch).toBe(2);
    },
  );

  it('is stopped as diverged where J is a little above where it began', async () => {
    // J(b) = −log σ(b) − log σ(−b): 1.63 at 1 and, a step of 4.8 · 0.462 further, 1.74.
    const { outcome, last } = await listen(
      fit(
        { rows: [[0], [0]], labels: [0, 1] },
        {
          ...settings,
          optimizer: 'gradient-descent',
          learningRate: 4.8,
          start: { weights: [0], intercept: 1 },
        },
      ),
    );
    expect([outcome, last.epoch]).toEqual(['diverged', 2]);
  });

  it('by a first-order method ends far within its tolerance, as its last steps are preconditioned', async () => {
    for (const optimizer of ['gradient-descent', 'nesterov'] as const) {
      const { last } = await listen(fit(noisyRows(100), { ...settings, optimizer, tolerance: 1e-5 }));
      expect(last.gradientNorm).toBeLessThan(1e-6);
    }
  });

  it('gives a constant feature the weight 0', async () => {
    const { rows, labels } = noisyRows(60, 2);
    for (const optimizer of optimizerNames) {
      const withConstant = rows.map((row) => [...row, 0]);
      const { last } = await listen(fit({ rows: withConstant, labels }, { ...settings, optimizer }));
      expect(last.parameters.weights[2]).toBe(0);
    }
  });

  it('without a penalty and with a constant feature still converges, preconditioned', async () => {
    const { rows, labels } = noisyRows(60, 1);
    const { outcome, last } = await listen(
      fit(
        { rows: rows.map((row) => [...row, 0]), labels },
        { ...settings, l2: 0, optimizer: 'preconditioned' },
      ),
    );
    expect(outcome).toBe('converged');
    expect(last.parameters.weights.every(Number.isFinite)).toBe(true);
  });

  it('started at the minimum is done at once', async () => {
    const { last } = await listen(fit(noisyRows(100), settings));
    const again = await listen(
      fit(noisyRows(100), { ...settings, optimizer: 'preconditioned', start: last.parameters }),
    );
    expect(again.last.epoch).toBe(1);
  });

  it('keeps few points of its curve, from the first epoch to the last, in order', async () => {
    const { curve, last } = await listen(
      fit(noisyRows(100), { ...settings, optimizer: 'gradient-descent', tolerance: 1e-12 }),
    );
    const epochs = curve.map(({ epoch }) => epoch);
    expect(last.epoch).toBeGreaterThan(500);
    expect(curve.length).toBeLessThanOrEqual(257);
    expect(epochs).toEqual(epochs.toSorted((a, b) => a - b));
    expect([epochs.at(0), epochs.at(-1)]).toEqual([1, last.epoch]);
  });

  it('keeps every epoch of a short curve, and of longer ones every second, every fourth', async () => {
    const epochsOf = async (epochs: number) => {
      const { curve } = await listen(
        fit(noisyRows(5), { ...settings, optimizer: 'gradient-descent', learningRate: 1e-6, epochs }),
      );
      return curve.map(({ epoch }) => epoch);
    };
    const upTo = (last: number, stride: number) =>
      Array.from({ length: Math.ceil(last / stride) }, (_, i) => 1 + i * stride);
    expect(await epochsOf(255)).toEqual(upTo(255, 1));
    expect(await epochsOf(256)).toEqual([...upTo(256, 2), 256]);
    expect(await epochsOf(510)).toEqual([...upTo(510, 2), 510]);
    expect(await epochsOf(511)).toEqual([...upTo(511, 4), 511]);
    expect(await epochsOf(997)).toEqual(upTo(997, 4));
  });

  it('takes a gradient of just the tolerance for none, in two more epochs preconditioned at the end', async () => {
    const nothingToLearn = { rows: [[0], [0]], labels: [0, 1] };
    const epochsOf = async (optimizer: OptimizerName, epochs: number) => {
      const { outcome, last } = await listen(
        fit(nothingToLearn, { ...settings, optimizer, tolerance: 0, epochs }),
      );
      expect(outcome).toBe('converged');
      return last.epoch;
    };
    expect(await epochsOf('preconditioned', 10)).toBe(1);
    expect(await epochsOf('gradient-descent', 10)).toBe(3);
    expect(await epochsOf('gradient-descent', 2)).toBe(2);
    expect(await epochsOf('gradient-descent', 1)).toBe(1);
  });

  it('goes on where J hardly falls, as it does near the minimum', async () => {
    const { last } = await listen(fit(noisyRows(50), { ...settings, tolerance: 1e-6, epochs: 10_000 }));
    const { weights, intercept } = last.parameters;
    const start = { weights: weights.map((weight) => weight + 1e-6), intercept };
    const { outcome } = await listen(
      fit(noisyRows(50), { ...settings, optimizer: 'gradient-descent', tolerance: 1e-9, start }),
    );
    expect(outcome).toBe('converged');
  });

  it('finds its way back from a weight whose J is too large for a number', async () => {
    const { outcome, last } = await listen(
      fit(
        { rows: [[0], [0]], labels: [0, 1] },
        { ...settings, optimizer: 'preconditioned', start: { weights: [1e200], intercept: 0 } },
      ),
    );
    expect([outcome, last.epoch]).toEqual(['converged', 2]);
    expect(last.parameters).toEqual({ weights: [0], intercept: 0 });
  });

  it('lets others run while it works: a timer can abort it, and it ends with the reason', async () => {
    const controller = new AbortController();
    const endless = { ...settings, optimizer: 'gradient-descent', tolerance: 1e-300, epochs: 1e9 } as const;
    setTimeout(() => controller.abort(new Error('enough')), 1);
    await expect(listen(fit(noisyRows(200), endless, controller.signal))).rejects.toThrow('enough');
  });

  it('ends at once where it is aborted between two epochs', async () => {
    const controller = new AbortController();
    const seen: Epoch[] = [];
    const work = listen(fit(noisyRows(20), settings, controller.signal), (epoch) => {
      seen.push(epoch);
      if (seen.length === 3) controller.abort(new Error('enough'));
    });
    await expect(work).rejects.toThrow('enough');
    expect(seen).toHaveLength(3);
  });
});
