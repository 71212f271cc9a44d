import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { packageRoot } from '../package-root.ts';
import { defaultEvaluateSettings, evaluate } from '../pipeline/evaluate.ts';
import { saveEvaluated } from '../pipeline/save-evaluation.ts';
import { saveTraining } from '../pipeline/save-training.ts';
import { train } from '../pipeline/train-run.ts';
import { comparisonText } from '../presentation/runs.ts';
import { worthSentence } from '../presentation/sentences.ts';
import { defaultSettings, type TrainSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { readEvaluation } from './evaluations.ts';
import { readRun } from './runs.ts';

const whole = chartRequestFor({ days: 'max' });

/** A workspace with one run, and with an evaluation of the default feature set. */
async function evaluatedWorkspace(changed: Partial<TrainSettings> = {}) {
  const context = await testContext();
  const training = await listen(train(whole, { ...defaultSettings, ...changed }, context));
  const { id } = await saveTraining(training, 'max', context);
  const evaluated = await listen(evaluate([whole], defaultEvaluateSettings, context));
  const [path = ''] = await saveEvaluated(evaluated, context);
  const [evaluation] = evaluated.evaluations;
  if (evaluation === undefined) throw new Error('there is no evaluation');
  return { context, id, evaluation, file: join(context.workspace.root, path) };
}

describe('a saved evaluation', () => {
  it('is read back as it was', async () => {
    const { context, evaluation } = await evaluatedWorkspace();
    const saved = await readEvaluation(context.workspace, evaluation);
    expect(saved).toMatchObject({
      metrics: evaluation.metrics,
      verdict: evaluation.verdict,
      skill: { logLossSkill: evaluation.skill.logLossSkill, pValue: evaluation.skill.pValue },
      backtest: { strategy: evaluation.backtest.strategy, buyAndHold: evaluation.backtest.buyAndHold },
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
    const { context, id, file } = await evaluatedWorkspace();
    await writeFile(file, (await readFile(file, 'utf8')).replace('"accuracy": 0.4', '"accuracy": 0.9'));
    await expect(readRun(context.workspace, id)).rejects.toMatchObject({
      code: 'damaged_file',
      exitCode: 3,
      message: expect.stringContaining('bitcoin_usd_classic.json'),
    });
  });
});
