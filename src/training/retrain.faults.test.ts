import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { at } from '../learning/vector.ts';
import { readBundled } from '../market-data/sources/bundled.ts';
import { monitor } from '../monitoring/monitor.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, temporaryFolder, testContext } from '../testing/context.ts';
import { readDecisions } from '../workspace/decisions.ts';
import { forecastNewest } from './forecast-newest.ts';
import { retrain } from './retrain.ts';
import { saveTraining } from './save-training.ts';
import { type Training, train } from './train-run.ts';

const trained = (context: Context) =>
  listen(train(chartRequestFor(), { ...defaultSettings, featureSet: 'returns' }, context));

/** The same model with its features in another order. */
function reordered({ run, ...training }: Training): Training {
  const { model } = run;
  const places = model.features.map((_, j) => j).toReversed();
  const moved = <Value>(values: readonly Value[]) => places.map((j) => at(values, j));
  const { covariance, parameters, scaler } = model;
  return {
    ...training,
    run: {
      ...run,
      model: {
        ...model,
        features: moved(model.features),
        scaler: { ...scaler, offsets: moved(scaler.offsets), scales: moved(scaler.scales) },
        parameters: { ...parameters, weights: moved(parameters.weights) },
        trainingRanges: moved(model.trainingRanges),
        covariance:
          covariance &&
          [...moved(covariance.slice(0, -1)), at(covariance, places.length)].map((row) => [
            ...moved(row.slice(0, -1)),
            at(row, places.length),
          ]),
      },
    },
  };
}

/** What every command says that reads features: the comparison of `retrain`, tomorrow's forecast, the drift. */
async function sayings(training: (made: Training) => Training) {
  const context = await testContext();
  const run = await saveTraining(training(await trained(context)), 365, context);
  const request = chartRequestFor({ days: 700 });
  const { decision } = await listen(retrain(request, { dryRun: true }, context));
  const { probability } = await listen(forecastNewest(run, request, context));
  const { drift } = await listen(monitor(run, request, context));
  return { comparison: decision.comparison, evidence: decision.evidence, probability, drift: drift.features };
}

test('row 79: a run whose features stand in another order → the same comparison, forecast and drift', async () => {
  const [one, other] = [await sayings((training) => training), await sayings(reordered)];
  const { comparison } = one;
  expect(comparison?.rows).toBeGreaterThan(60);
  expect(other.comparison).toEqual({
    ...comparison,
    inUse: expect.closeTo(comparison?.inUse ?? Number.NaN, 12),
  });
  expect(other.evidence?.logEValue).toBeCloseTo(one.evidence?.logEValue ?? Number.NaN, 9);
  expect(other.probability).toBeCloseTo(one.probability, 12);
  expect(other.drift).toEqual(one.drift);
});

test('row 79: a run whose features the days no longer have → retrain refuses with 3, monitor warns, both name them', async () => {
  const context = await testContext();
  const run = await saveTraining(await trained(context), 365, context);
  const lines = (await readBundled(chartRequestFor())).map(({ date, price, marketCap }) =>
    [date, price, marketCap].join(','),
  );
  const from = join(await temporaryFolder(), 'without-volumes.csv');
  await writeFile(from, ['date,price,market_cap', ...lines].join('\n'));
  for (const dryRun of [true, false]) {
    await expect(listen(retrain(chartRequestFor({ from }), { dryRun }, context))).rejects.toMatchObject({
      exitCode: 3,
      code: 'missing_column',
      message: expect.stringMatching(/volume_change_1, volume_to_sma_7, which these days do not have/),
    });
  }
  expect((await readDecisions(context.workspace)).entries).toEqual([]);
  const { status, reasons } = await listen(monitor(run, chartRequestFor({ from }), context));
  expect(status).toBe('warning');
  expect(reasons).toContain(
    'the days no longer have volume_change_1, volume_to_sma_7, which the model looks at',
  );
});
