import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { packageRoot } from '../package-root.ts';
import { defaultSettings, type TrainSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { comparisonText } from '../text/runs.ts';
import { worthSentence } from '../text/sentences.ts';
import { defaultEvaluateSettings, type Evaluated, evaluate } from '../training/evaluate.ts';
import { findEvaluation } from '../training/find-evaluation.ts';
import { saveEvaluated } from '../training/save-evaluation.ts';
import { saveTraining } from '../training/save-training.ts';
import { train } from '../training/train-run.ts';
import { readEvaluation, saveEvaluation } from './evaluations.ts';
import { readRun } from './runs.ts';
import { paths } from './workspace.ts';

const whole = chartRequestFor({ days: 'max' });

/** What the default settings come to: it is saved into many workspaces. */
let evaluated: Promise<Evaluated> | undefined;

/** A workspace with one run, and with an evaluation of the default feature set. */
async function evaluatedWorkspace(changed: Partial<TrainSettings> = {}) {
  const context = await testContext();
  const training = await listen(train(whole, { ...defaultSettings, ...changed }, context));
  const { id } = await saveTraining(training, 'max', context);
  evaluated ??= listen(evaluate([whole], defaultEvaluateSettings, context));
  const [evaluation] = (await saveEvaluated(await evaluated, context)).evaluations;
  if (evaluation === undefined) throw new Error('there is no evaluation');
  return { context, id, evaluation, file: join(context.workspace.root, paths.evaluation(evaluation)) };
}

describe('a saved evaluation', () => {
  it('is read back as it was', async () => {
    const { context, evaluation } = await evaluatedWorkspace();
    const saved = await readEvaluation(context.workspace, evaluation);
    expect(saved).toMatchObject({
      metrics: evaluation.metrics,
      verdict: evaluation.verdict,
      skill: { logLossSkill: evaluation.skill.logLossSkill, pValue: evaluation.skill.pValue },
      backtest: { strategy: evaluation.backtest?.strategy, buyAndHold: evaluation.backtest?.buyAndHold },
    });
  });

  it('leaves the run usable where it is damaged, and says so', async () => {
    const { context, id, file } = await evaluatedWorkspace();
    await writeFile(file, (await readFile(file, 'utf8')).replace('"verdict"', '"verdicT"'));
    const run = await readRun(context.workspace, id);
    expect(run.evaluation).toBeUndefined();
    expect(run.problems).toEqual([expect.stringMatching(/bitcoin_usd_classic\.json .*evaluate again/)]);
    const training = await listen(train(whole, defaultSettings, context));
    expect((await saveTraining(training, 'max', context)).problems).toEqual(run.problems);
  });

  it('gives back all that was said about its days', async () => {
    const { context, evaluation } = await evaluatedWorkspace();
    const kept = await findEvaluation(evaluation, context);
    if (kept?.whole === undefined) throw new Error('its days are not kept');
    expect(evaluation).toMatchObject(kept.whole);
    const drawn = ['rolling', 'backtest', 'calibration', 'baselines', 'skill', 'forecasts'] as const;
    for (const name of drawn) expect(kept.whole[name]).toEqual(evaluation[name]);
  });

  it.each([
    ['were not kept, as by an earlier version', (file: string) => rm(file)],
    [
      'are of another moment, as after a crash between two files',
      async (file: string, context: Context) => {
        const days = await readFile(file);
        const later = { ...context, now: () => new Date('2026-02-02T00:00:00Z') };
        await saveEvaluated(await listen(evaluate([whole], defaultEvaluateSettings, later)), later);
        await writeFile(file, days);
      },
    ],
  ])('is shown without curves where its days %s', async (_, change) => {
    const { context, evaluation, file } = await evaluatedWorkspace();
    await change(file.replace('.json', '_days.json'), context);
    const kept = await findEvaluation(evaluation, context);
    expect(kept?.whole).toBeUndefined();
    expect(kept?.summary.verdict).toBe(evaluation.verdict);
  });

  it('has days that are refused by name where a bit of them differs', async () => {
    const { context, evaluation, file } = await evaluatedWorkspace();
    const days = file.replace('.json', '_days.json');
    await writeFile(days, (await readFile(days, 'utf8')).replace('"2025-03-01"', '"2025-03-02"'));
    await expect(findEvaluation(evaluation, context)).rejects.toMatchObject({
      code: 'damaged_file',
      message: expect.stringContaining('bitcoin_usd_classic_days.json'),
    });
  });

  it('has days that are refused by name where they go on after its changes of price', async () => {
    const { context, evaluation } = await evaluatedWorkspace();
    const changes = evaluation.changes?.slice(0, -1) ?? null;
    await saveEvaluation(context.workspace, { ...evaluation, changes });
    await expect(findEvaluation(evaluation, context)).rejects.toMatchObject({
      code: 'damaged_file',
      message: expect.stringContaining('its changes end before its days'),
    });
  });

  it('gives the verdict of every run with its features and settings, in place of the test days', async () => {
    const { context, id, evaluation } = await evaluatedWorkspace();
    const run = await readRun(context.workspace, id);
    expect(worthSentence(run)).toContain(`of ${evaluation.metrics.n} days`);
    expect(worthSentence({ ...run, evaluation: undefined })).toContain(`of ${run.metrics.test.n} test days`);
    expect(comparisonText([run, { ...run, evaluation: undefined }])).toContain('not evaluated yet');
  });

  it('is none of a run with another penalty', async () => {
    const { context, id } = await evaluatedWorkspace({ l2: 10 });
    expect((await readRun(context.workspace, id)).evaluation).toBeUndefined();
  });

  it('of a file that was named is none of a run of the history that is kept', async () => {
    const { context, id, evaluation } = await evaluatedWorkspace();
    const from = join(packageRoot, 'data', 'bundled', 'ethereum_usd.csv');
    const request = chartRequestFor({ days: 'max', from });
    await saveEvaluated(await listen(evaluate([request], defaultEvaluateSettings, context)), context);
    expect((await readRun(context.workspace, id)).evaluation?.to).toBe(evaluation.to);
  });

  it('is refused by name where a bit of it differs', async () => {
    const { context, evaluation, file } = await evaluatedWorkspace();
    await writeFile(file, (await readFile(file, 'utf8')).replace('"accuracy": 0.4', '"accuracy": 0.9'));
    await expect(readEvaluation(context.workspace, evaluation)).rejects.toMatchObject({
      code: 'damaged_file',
      exitCode: 3,
      message: expect.stringContaining('bitcoin_usd_classic.json'),
    });
  });
});
