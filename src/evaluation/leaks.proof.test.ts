import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import type { Day, Label, LabelledRow } from '../domain.ts';
import { engineer, featureSets, labelled } from '../features/engineer.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { preprocess } from '../features/preprocess.ts';
import { readBundled } from '../market-data/sources/bundled.ts';
import { labelledRowsOf, normal } from '../testing/labelled-rows.ts';
import { DIRECTION_LIMIT } from './high-accuracy.ts';
import { type Judgement, judge } from './judgement.ts';
import { lossOf } from './metrics.ts';
import { seededRandom } from './random.ts';
import { type WalkForwardSettings, walkForward } from './walk-forward.ts';

const settings: WalkForwardSettings = {
  scaler: 'standard',
  l2: 1000,
  halfLife: null,
  initialTrain: 365,
  step: 30,
  trainWindow: null,
};

async function walkAndJudge(
  rows: readonly LabelledRow[],
  changed: Partial<WalkForwardSettings> = {},
): Promise<Judgement> {
  const { forecasts } = await listen(walkForward(rows, { ...settings, ...changed }));
  const volatilities = forecasts.map(() => 0.03);
  return judge(
    { forecasts, volatilities, changes: null, accuracyLimit: DIRECTION_LIMIT },
    { threshold: 0.5, feeBps: 10, seed: 1, resamples: 400 },
  );
}

async function bundledDays(): Promise<readonly Day[]> {
  return preprocess(await readBundled({ coin: 'bitcoin', vsCurrency: 'usd' }));
}

describe('a leak', () => {
  const leaky: FeatureSet = {
    ...featureSets.returns,
    columns: (days) => ({
      ...featureSets.returns.columns(days),
      tomorrow: days.map(({ price }, t) => Math.sign((days[t + 1]?.price ?? price) - price)),
    }),
  };

  it('shows: a feature that knows tomorrow is right over 95 % of the time, and is warned of', async () => {
    const rows = labelled(engineer(await bundledDays(), leaky).rows);
    const { metrics, highAccuracy, verdict } = await walkAndJudge(rows, { l2: 1 });
    expect(metrics.n).toBeGreaterThan(200);
    expect(metrics.accuracy).toBeGreaterThan(0.95);
    expect(highAccuracy).toBe('looks_leaky');
    expect(verdict).toBe('better_than_baseline');
  });

  it('is not suspected where there is none', async () => {
    const rows = labelled(engineer(await bundledDays(), featureSets.returns).rows);
    expect((await walkAndJudge(rows)).highAccuracy).toBeNull();
  });
});

describe('shuffled labels', () => {
  it('have no skill: their interval is hardly ever above 0, and p under 0.05 about as often as chance has it', async () => {
    const rows = labelled(engineer(await bundledDays(), featureSets.returns).rows);
    const judgements: Judgement[] = [];
    for (let seed = 1; seed <= 20; seed++) judgements.push(await walkAndJudge(shuffled(rows, seed)));
    const count = (holds: (judgement: Judgement) => boolean) => judgements.filter(holds).length;
    expect(count(({ skill }) => (skill.interval?.[0] ?? 0) > 0)).toBeLessThanOrEqual(2);
    // What is learned from noise costs a little, so the interval misses 0 on its lower side more often.
    expect(count(({ skill }) => (skill.interval?.[1] ?? 0) < 0)).toBeLessThanOrEqual(5);
    expect(count(({ verdict }) => verdict === 'better_than_baseline')).toBeLessThanOrEqual(3);
    expect(count(({ highAccuracy }) => highAccuracy !== null)).toBe(0);
    expect(Math.abs(mean(judgements.map(({ skill }) => skill.logLossSkill ?? Number.NaN)))).toBeLessThan(
      0.003,
    );
  });
});

describe('a planted signal', () => {
  it.each([0.2, 0.5])('of strength %d is found with the strength it has', async (strength) => {
    const [rows, features] = [4000, 4];
    const found: { skill: number; possible: number; pValue: number }[] = [];
    for (let seed = 1; seed <= 5; seed++) {
      const random = seededRandom(seed);
      const values = Array.from({ length: rows }, () =>
        Array.from({ length: features }, () => normal(random)),
      );
      const chances = values.map(([x = 0]) => 1 / (1 + Math.exp(-strength * x)));
      const targets = chances.map((p): Label => (random() < p ? 1 : 0));
      const { skill, baselines } = await walkAndJudge(labelledRowsOf(values, targets), { l2: 1 });
      // What who knows the chances would have saved.
      const known = chances.map((probability, t) => ({ probability, actual: targets[t] ?? 0 }));
      const least = mean(known.slice(settings.initialTrain).map(lossOf));
      const possible = 1 - least / (baselines.baseRate.logLoss ?? 1);
      found.push({ skill: skill.logLossSkill ?? Number.NaN, possible, pValue: skill.pValue ?? 1 });
    }
    // Each weight learned from n rows costs about 1/2n: over the walk, so much of the skill.
    const walked = rows - settings.initialTrain;
    const cost = ((features / 2) * Math.log(rows / settings.initialTrain)) / walked / Math.LN2;
    const expected = mean(found.map(({ possible }) => possible)) - cost;
    expect(Math.abs(mean(found.map(({ skill }) => skill)) - expected)).toBeLessThan(0.0015);
    if (strength === 0.5) for (const { pValue } of found) expect(pValue).toBeLessThan(0.001);
  });
});

function shuffled(rows: readonly LabelledRow[], seed: number): readonly LabelledRow[] {
  const random = seededRandom(seed);
  const targets = rows
    .map(({ target }) => ({ target, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ target }) => target);
  return rows.map((row, i) => ({ ...row, target: targets[i] ?? 0 }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
