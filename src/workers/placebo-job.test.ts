import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import type { Label } from '../domain.ts';
import { lossOf } from '../evaluation/metrics.ts';
import { seededRandom } from '../evaluation/random.ts';
import { walkForward } from '../evaluation/walk-forward.ts';
import { labelledRowsOf, normal } from '../testing/labelled-rows.ts';
import { walkPlacebos } from './placebo-job.ts';

const random = seededRandom(1);
const values = Array.from({ length: 120 }, () => [normal(random), normal(random), normal(random)]);
const rows = labelledRowsOf(
  values,
  values.map(([x = 0]): Label => (x > 0 ? 1 : 0)),
);
const settings = {
  scaler: 'standard',
  l2: 1,
  halfLife: null,
  initialTrain: 60,
  step: 30,
  trainWindow: null,
} as const;

describe('placebos', () => {
  it('walk the same rows with the columns moved later, their ends come round, and the others as they are', async () => {
    const heard: number[] = [];
    const job = { rows, settings, columns: [0, 2], amounts: [30, 47] };
    const placebos = await walkPlacebos(job, ({ amount }) => heard.push(amount));
    expect(heard).toEqual([30, 47]);
    for (const { amount, losses } of placebos) {
      const moved = rows.map((row, t) => {
        const from = values[(t - amount + 120) % 120] ?? [];
        return { ...row, values: [from[0] ?? 0, row.values[1] ?? 0, from[2] ?? 0] };
      });
      const { forecasts } = await listen(walkForward(moved, settings));
      expect([...losses]).toEqual(forecasts.map(lossOf));
    }
  });

  it('stop where they are told to', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    const walking = walkPlacebos(
      { rows, settings, columns: [0], amounts: Array.from({ length: 400 }, (_, k) => 30 + (k % 60)) },
      () => {},
      stopped,
    );
    await expect(walking).rejects.toThrow('stopped');
  });
});
