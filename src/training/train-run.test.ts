import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { L2_CANDIDATES } from '../evaluation/choose-l2.ts';
import { packageRoot } from '../package-root.ts';
import { defaultSettings, type TrainSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { readRun } from '../workspace/runs.ts';
import { forecastNewest } from './forecast-newest.ts';
import { saveTraining } from './save-training.ts';
import { train } from './train-run.ts';

const whole = chartRequestFor({ days: 'max' });
const settingsFor = (changed: Partial<TrainSettings>): TrainSettings => ({ ...defaultSettings, ...changed });

describe('training', () => {
  it('weighs recent rows more by the half-life of its feature set, and says so in the saved run', async () => {
    const context = await testContext();
    const training = await listen(train(whole, settingsFor({ featureSet: 'market' }), context));
    const saved = await readRun(context.workspace, (await saveTraining(training, 'max', context)).id);
    expect(saved.settings).toMatchObject({ featureSet: 'market', halfLife: 1500, l2: 1000, l2Auto: false });
    expect(saved.model.features).toHaveLength(28);
    expect(saved.model.scaler.name).toBe('standard');
  });

  it('forgets what a half-life of a week lets it forget', async () => {
    const context = await testContext();
    const weightsWith = async (halfLife: TrainSettings['halfLife']) => {
      const settings = settingsFor({ featureSet: 'returns', halfLife });
      return (await listen(train(whole, settings, context))).run.model.parameters.weights;
    };
    const size = (weights: readonly number[]) => Math.hypot(...weights);
    // Seven rows' worth of losses against the same penalty: hardly anything is learned.
    expect(size(await weightsWith(7))).toBeLessThan(size(await weightsWith('none')) / 5);
    expect(await weightsWith(1e9)).toEqual((await weightsWith('none')).map((w) => expect.closeTo(w, 6)));
  });

  it('reports the mean loss of weighted rows on the scale of one row', async () => {
    const settings = settingsFor({ featureSet: 'returns', halfLife: 30 });
    const { run } = await listen(train(whole, settings, await testContext()));
    for (const { train: loss } of run.curve) expect(Math.abs(loss - Math.LN2)).toBeLessThan(0.05);
  });

  it('keeps a run whose surest forecasts missed: they have a loss by their log-odds', async () => {
    const context = await testContext();
    const settings = settingsFor({ featureSet: 'returns', halfLife: 3, l2: 0, epochs: 3000 });
    const training = await listen(train(whole, settings, context));
    expect(training.run.metrics.test.logLoss).toBeGreaterThan(10);
    const saved = await readRun(context.workspace, (await saveTraining(training, 'max', context)).id);
    expect(saved.curve).toEqual(training.run.curve);
  });

  it('chooses its penalty by forward-chained folds where it is left to it', async () => {
    const context = await testContext();
    const training = await listen(train(whole, settingsFor({ l2: 'auto' }), context));
    expect(L2_CANDIDATES).toContain(training.run.settings.l2);
    const saved = await readRun(context.workspace, (await saveTraining(training, 'max', context)).id);
    expect(saved.settings).toMatchObject({ l2: training.run.settings.l2, l2Auto: true });
  });

  it("forecasts tomorrow with bitcoin's days beside the coin's", async () => {
    const context = await testContext();
    const request = chartRequestFor({ coin: 'ethereum', days: 'max' });
    const training = await listen(train(request, settingsFor({ featureSet: 'market' }), context));
    const saved = await saveTraining(training, 'max', context);
    expect(saved.model.features).toContain('bitcoin_log_return_7');
    const made = await listen(forecastNewest(saved, request, context));
    expect(made.asOf).toBe('2024-12-20');
    expect(made.probability).toBeGreaterThan(0);
  });

  it("asks for bitcoin's file beside a coin's own", async () => {
    const request = chartRequestFor({
      coin: 'ethereum',
      from: join(packageRoot, 'data', 'bundled', 'ethereum_usd.csv'),
    });
    const training = listen(train(request, settingsFor({ featureSet: 'market' }), await testContext()));
    await expect(training).rejects.toMatchObject({ code: 'no_companion', exitCode: 2 });
  });
});
