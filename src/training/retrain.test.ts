import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { labelled } from '../features/engineer.ts';
import { at } from '../learning/vector.ts';
import { readBundled } from '../market-data/sources/bundled.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, temporaryFolder, testContext } from '../testing/context.ts';
import { trainInto } from '../testing/server.ts';
import { decisionLine } from '../text/retrained.ts';
import { useRun } from '../workspace/change-runs.ts';
import { readDecisions } from '../workspace/decisions.ts';
import { listRuns, readRunInUse, runsToPrune } from '../workspace/runs.ts';
import { marginOn, replaces } from './challenge.ts';
import { featureTableFor } from './prepare.ts';
import { retrain } from './retrain.ts';
import { saveTraining } from './save-training.ts';
import { type Training, train } from './train-run.ts';
import { trainingRowsOf } from './training-rows.ts';

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
    expect(decision.evidence && replaces(decision.evidence)).toBe(true);
    expect((await readRunInUse(context.workspace)).id).toBe(decision.after);
    expect((await listRuns(context.workspace)).runs.map(({ id }) => id)).toContain(bad.id);
  });

  it('judges by rows that neither was trained on', async () => {
    const context = await testContext();
    await trainInto(context);
    const { decision } = await decide(context);
    expect(decision.comparison).toMatchObject({ rows: 73, from: '2025-11-19', to: '2026-01-30' });
  });

  it('judges no row twice, and carries the evidence on', async () => {
    const context = await testContext();
    const run = await trainUntil(context, '2025-10-01');
    const on = async (until: string) => {
      const request = chartRequestFor({ from: await chartUntil(until) });
      return (await listen(retrain(request, { dryRun: false }, context))).decision;
    };
    const first = await on('2025-10-15');
    const again = await on('2025-10-15');
    const second = await on('2025-11-05');
    expect(first).toMatchObject({ outcome: 'kept', comparison: { to: '2025-10-14' } });
    expect(again).toMatchObject({ outcome: 'kept', comparison: null, evidence: first.evidence });
    expect(second.comparison).toMatchObject({ rows: 21, from: '2025-10-15', to: '2025-11-04' });
    expect(second.evidence).toMatchObject({ from: '2025-07-20', to: '2025-11-04', rows: 87 + 21 });
    expect((await readDecisions(context.workspace)).entries).toEqual([first, again, second]);
    expect(second.after).toBe(run.id);
  });

  it('judges a run that was left alone by all rows since, those before its test rows by the challengers of then', async () => {
    const context = await testContext();
    const run = await trainUntil(context, '2025-04-15');
    const request = chartRequestFor({ from: await chartUntil('2026-01-31'), days: 365 });
    const { decision, training } = await listen(retrain(request, { dryRun: true }, context));
    const { rows, table } = await allRows(training);
    const firstUnseen = at(table.rows, trainingRowsOf(run, table.rows).end).date;
    expect(decision.comparison).toMatchObject({ from: firstUnseen, to: '2026-01-30' });
    expect(decision.comparison?.rows).toBe(rows.filter(({ date }) => date >= firstUnseen).length);
    expect(decision.comparison?.rows).toBeGreaterThan(300);
  });

  it('asks within a year of the run for a difference that matters, later for any', async () => {
    const run = await trainInto(await testContext());
    expect(run.data.to).toBe('2026-01-31');
    expect([marginOn('2026-02-01', run), marginOn('2027-01-30', run)]).toEqual([0.5, 0.5]);
    expect(marginOn('2027-01-31', run)).toBe(0);
  });

  it('begins anew where a run is taken back, and with rows that were not judged then', async () => {
    const context = await testContext();
    const bad = await saveBadRun(context);
    const { decision } = await decide(context);
    expect(decision.outcome).toBe('replaced');
    await useRun(context.workspace, bad.id);
    const again = await decide(context);
    expect(again.decision).toMatchObject({ outcome: 'kept', comparison: null, evidence: null });
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
    expect(decisionLine(decision)).toBe('The challenger would be put in use. No run is in use.');
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

/** All labelled rows that are known where a challenger was trained, and their table. */
async function allRows({ run, market }: Training) {
  const table = featureTableFor(run.model, { ...market, days: market.history });
  return { table, rows: labelled(table.rows) };
}

async function trainUntil(context: Context, until: string) {
  const request = chartRequestFor({ from: await chartUntil(until) });
  return saveTraining(await listen(train(request, defaultSettings, context)), 365, context);
}

/** The bundled chart up to a date, as a file. */
async function chartUntil(until: string): Promise<string> {
  const file = join(await temporaryFolder(), 'chart.csv');
  const days = (await readBundled(chartRequestFor())).filter(({ date }) => date <= until);
  const lines = days.map(({ date, price, marketCap, totalVolume }) =>
    [date, price, marketCap, totalVolume].join(','),
  );
  await writeFile(file, ['date,price,market_cap,total_volume', ...lines].join('\n'));
  return file;
}

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
