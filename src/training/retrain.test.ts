import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { trainInto } from '../testing/server.ts';
import { decisionLine } from '../text/retrained.ts';
import { readDecisions } from '../workspace/decisions.ts';
import { listRuns, readRunInUse, runsToPrune } from '../workspace/runs.ts';
import { retrain } from './retrain.ts';
import { saveTraining } from './save-training.ts';
import { train } from './train-run.ts';

const decide = (context: Context, { dryRun = false, days = 365 } = {}) =>
  listen(retrain(chartRequestFor({ days }), { dryRun }, context));

describe('retrain', () => {
  it('puts the challenger in use where no run is', async () => {
    const context = await testContext();
    const { decision } = await decide(context);
    expect(decision).toMatchObject({ outcome: 'first', before: null, comparison: null });
    expect((await readRunInUse(context.workspace)).id).toBe(decision.after);
  });

  it('keeps the run in use, and no challenger, where that is no better; and logs it', async () => {
    const context = await testContext();
    const run = await trainInto(context);
    const { decision } = await decide(context, { days: 700 });
    expect(decision).toMatchObject({ outcome: 'kept', before: run.id, after: run.id });
    expect(decision.comparison?.challenger).toBeGreaterThan(decision.comparison?.inUse ?? Number.NaN);
    expect((await listRuns(context.workspace)).runs.map(({ id }) => id)).toEqual([run.id]);
    expect((await readDecisions(context.workspace)).entries).toEqual([decision]);
  });

  it('replaces a run that is worse, keeps it, and says by how much and how sure', async () => {
    const context = await testContext();
    const bad = await saveBadRun(context);
    const { decision } = await decide(context);
    expect(decision).toMatchObject({ outcome: 'replaced', before: bad.id });
    expect(decision.comparison?.challenger).toBeLessThan(decision.comparison?.inUse ?? Number.NaN);
    expect(decision.comparison?.pValue).toBeLessThan(0.05);
    expect((await readRunInUse(context.workspace)).id).toBe(decision.after);
    expect((await listRuns(context.workspace)).runs.map(({ id }) => id)).toContain(bad.id);
  });

  it('judges by rows that neither was trained on', async () => {
    const context = await testContext();
    await trainInto(context);
    const { decision } = await decide(context);
    expect(decision.comparison).toMatchObject({ rows: 67, from: '2025-11-25', to: '2026-01-30' });
  });

  it('chooses the penalty anew where the run in use had it chosen', async () => {
    const context = await testContext();
    await trainInto(context, { l2: 'auto' });
    const { training } = await listen(retrain(chartRequestFor({ days: 700 }), { dryRun: true }, context));
    expect(training.run.settings.l2Auto).toBe(true);
  });

  it('names no run as the one in use after a dry run that would have put one in use', async () => {
    const { decision } = await decide(await testContext(), { dryRun: true });
    expect(decision).toMatchObject({ outcome: 'first', before: null, after: null });
    expect(decisionLine(decision)).toBe('no run was in use: the challenger would be');
  });

  it('writes nothing in a dry run', async () => {
    const context = await testContext();
    const before = await trainInto(context);
    const files = () => readdir(join(context.workspace.root, 'models'), { recursive: true });
    const inPlace = await files();
    const { decision } = await decide(context, { dryRun: true, days: 700 });
    expect(decision.outcome).toBe('kept');
    expect(await files()).toEqual(inPlace);
    expect((await readRunInUse(context.workspace)).id).toBe(before.id);
  });
});

it('prunes all but the newest of a market and the one in use', async () => {
  const context = await testContext();
  const runs = [];
  for (const l2 of [1, 2, 3]) {
    const now = () => new Date(Date.UTC(2026, 0, 31, 12, l2));
    runs.push((await trainInto({ ...context, now }, { l2 })).id);
  }
  const list = await listRuns(context.workspace);
  expect(runsToPrune(list, 1)).toEqual([runs[1], runs[0]]);
  const useOldest = {
    ...list,
    current: { ...list.current, inUse: new Map([['bitcoin_usd', runs[0] ?? '']]) },
  };
  expect(runsToPrune(useOldest, 1)).toEqual([runs[1]]);
  expect(runsToPrune(list, 3)).toEqual([]);
});

/** A run in use that is sure of the wrong direction on most days. */
async function saveBadRun(context: Context) {
  const training = await listen(train(chartRequestFor(), defaultSettings, context));
  const { model } = training.run;
  const parameters = { weights: model.parameters.weights.map(() => 0), intercept: 3 };
  return saveTraining(
    { ...training, run: { ...training.run, model: { ...model, parameters } } },
    365,
    context,
  );
}
