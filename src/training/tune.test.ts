import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { defaultTask } from '../domain.ts';
import { tunedJson } from '../results/tuned.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { tunedText } from '../text/tuned.ts';
import { defaultEvaluateSettings, evaluate } from './evaluate.ts';
import { saveTuned } from './save-tuned.ts';
import { type TuneSettings, tune } from './tune.ts';

const whole = chartRequestFor({ days: 'max' });
const settings: TuneSettings = {
  ...defaultTask,
  featureSets: ['classic', 'returns'],
  initialTrain: null,
  step: 30,
  seed: 1,
  resamples: 300,
  threads: 1,
};

describe('tuning', () => {
  it('tries every penalty with every feature set, and judges choices by days they had not seen', async () => {
    const context = await testContext();
    const tuned = await listen(tune(whole, settings, context));
    expect(tuned.tried).toHaveLength(10);
    expect(tuned.standard).toMatchObject({ featureSet: 'classic', l2: 1, trainWindow: null });
    expect(tuned.choice.logLoss).toBe(Math.min(...tuned.tried.map(({ logLoss }) => logLoss)));
    expect(tuned.changes[0]?.from).toBe(tuned.outer.from);
    expect(await readdir(context.workspace.root)).toEqual([]);
  });

  it('measures the default as evaluate does', async () => {
    const context = await testContext();
    const tuned = await listen(tune(whole, { ...settings, featureSets: ['classic'] }, context));
    const { evaluations } = await listen(evaluate([whole], defaultEvaluateSettings, context));
    expect(tuned.standard.logLoss).toBeCloseTo(evaluations[0]?.metrics.logLoss ?? 0, 12);
    expect(tuned.outer.days).toBe(168);
  });

  it('says what it chose and what that was worth, for people and for programs alike', async () => {
    const context = await testContext();
    const tuned = await listen(tune(whole, settings, context));
    const standing = await saveTuned(tuned, context);
    const { choice, outer } = tunedJson(tuned);
    const text = tunedText(tuned, standing);
    expect(text).toContain(`feature set ${choice.feature_set}, l2 ${choice.l2}`);
    expect(standing).toMatchObject({
      evaluations: 10,
      recipe: { featureSet: choice.feature_set, settings: { l2: choice.l2, window: choice.window } },
    });
    expect(text).toMatch(
      /^Ledger {6}the choice, the \d+(st|nd|rd|th) (of 10 recipes|recipe) tried on bitcoin \(direction\): p = \S+ alone, \S+ among them$/m,
    );
    const gain = 1 - outer.tuned_log_loss / outer.default_log_loss;
    expect(outer.gain_over_default.log_loss_skill).toBeCloseTo(gain, 12);
  });

  it('names the command that trains by its choice, and says that the choice has seen these days', async () => {
    const context = await testContext();
    const tuned = await listen(tune(whole, settings, context));
    const choice = { ...tuned.choice, featureSet: 'returns', l2: 10, trainWindow: 730 } as const;
    const text = tunedText({ ...tuned, choice }, await saveTuned(tuned, context));
    expect(text).toContain('crypto-predict train --coin bitcoin --feature-set returns --l2 10 --window 730');
    expect(text).toContain('The choice has seen all of these days.');
  });

  it('tries no recipe twice: a window that no step fills is that of all rows', async () => {
    const context = await testContext();
    const long = await listen(tune(whole, { ...settings, initialTrain: 600 }, context));
    // 701 rows: the last step trains on 690 at most, so that neither 730 nor 1,460 rows are a window.
    expect(long.tried.map(({ trainWindow }) => trainWindow)).toEqual(long.tried.map(() => null));
    const { changes, recipesUsed } = long;
    const names = changes.map(({ featureSet, l2 }) => `${featureSet} ${l2}`);
    expect(recipesUsed).toBe(new Set(names).size);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const context = await testContext({ signal: controller.signal });
    const tuning = listen(tune(whole, settings, context), ({ kind }) => {
      if (kind === 'fold') controller.abort(new Error('stopped'));
    });
    await expect(tuning).rejects.toThrow('stopped');
  });
});
