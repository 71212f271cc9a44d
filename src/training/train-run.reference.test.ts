import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { labelled } from '../features/engineer.ts';
import { probability } from '../learning/logistic-regression.ts';
import { scaleRow } from '../learning/scalers.ts';
import { toJson } from '../results/codec.ts';
import { metricsSchema } from '../results/metrics.ts';
import { byFeature } from '../results/run.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { expectMetrics, expectNear } from '../testing/near.ts';
import { bitcoinCsv, coinOf, referenceCsv, references, relativeError } from '../testing/reference.ts';
import { splitByTime } from './split.ts';
import { train } from './train-run.ts';

const cases = references('train');

describe('a training agrees with scikit-learn', () => {
  it.each(cases)('%s', async (_, reference) => {
    const request = chartRequestFor({
      coin: coinOf(reference),
      from: referenceCsv(reference),
      bitcoinFrom: bitcoinCsv(),
      days: reference.days === 'max' ? 'max' : Number(reference.days),
    });
    const { feature_set: featureSet, target, delay } = reference;
    const settings = { ...defaultSettings, featureSet, target, delay };
    const { run, features, featureRows } = await listen(train(request, settings, await testContext()));
    const { model } = run;

    const { usable, train: trained, evaluated } = reference;
    expect(run.data.rows).toMatchObject({ usable, train: trained, test: evaluated });
    expect(run.settings.l2).toBe(reference.l2);
    expect(features).toEqual(reference.features);
    expect(relativeError(run.fit.objective, reference.objective)).toBeLessThan(1e-7);
    expectNear(model.parameters.intercept, reference.intercept, 1e-5, 'the intercept');
    const coefficients = byFeature(features, model.parameters.weights);
    for (const feature of features) {
      expectNear(coefficients[feature], reference.coefficients[feature], 1e-5, feature);
    }

    const { test } = splitByTime(labelled(featureRows), 0.2);
    const probabilities = test.map(({ values }) =>
      probability(model.parameters, scaleRow(model.scaler, values)),
    );
    for (const [i, expected] of reference.probabilities_head.entries()) {
      expectNear(probabilities[i], expected, 1e-6, `probability ${i}`);
    }
    for (const [i, expected] of reference.probabilities_tail.toReversed().entries()) {
      expectNear(probabilities.at(-1 - i), expected, 1e-6, `probability ${-1 - i}`);
    }
    expectMetrics(toJson(metricsSchema, run.metrics.train), reference.train_metrics);
    expectMetrics(toJson(metricsSchema, run.metrics.test), reference.metrics);
    const { baseRate, recentBaseRate, coinFlip } = run.baselines;
    expectNear(baseRate.logLoss, reference.constants.base_rate, 1e-6, 'base rate');
    expectNear(recentBaseRate?.logLoss, reference.constants.recent_base_rate, 1e-6, 'recent base rate');
    expectNear(coinFlip?.logLoss, reference.constants.coin_flip, 1e-6, 'coin flip');
    expectNear(run.pValue, reference.diebold_mariano.base_rate.p_value, 1e-5, 'p-value');
    expectNear(run.pValueEveryConstant, reference.p_value_every_constant, 1e-5, 'every constant');
  });
});
