import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { labelled, newestRow } from '../features/engineer.ts';
import { probability } from '../learning/logistic-regression.ts';
import { scaleRow } from '../learning/scalers.ts';
import { baselinesToWire, metricsToWire } from '../results/metrics.ts';
import { byFeature } from '../results/run-documents.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import {
  absence,
  hasReference,
  type PipelineReference,
  readReference,
  referenceCsv,
  relativeError,
} from '../testing/reference.ts';
import { forecast } from './forecast.ts';
import { splitByTime } from './split.ts';
import { train } from './train-run.ts';

const cases = ['bitcoin-365', 'bitcoin-731', 'ethereum-365', 'ethereum-731', 'btc-max', 'eth-max'];

describe.runIf(hasReference)(`the pipeline agrees with scikit-learn${absence}`, () => {
  it.each(cases)('%s', async (name) => {
    const reference = readReference<PipelineReference>(`${name}.json`);
    const days = reference.days === 'max' ? 'max' : Number(reference.days);
    const request = chartRequestFor({ from: referenceCsv(reference), days });
    const training = await listen(train(request, defaultSettings, await testContext()));
    const { run, features, featureRows } = training;
    const { model } = run;

    expect(run.data).toMatchObject({ from: reference.first, to: reference.last, rows: reference.rows });
    for (const [date, expected] of Object.entries(reference.feature_rows)) {
      const row = featureRows.find((candidate) => candidate.date === date);
      const actual = byFeature(features, row?.values ?? []);
      for (const feature of features) {
        expect(relativeOrEqual(actual[feature], expected[feature]), `${date} ${feature}`).toBeLessThan(1e-9);
      }
      expect(row?.target).toBe(expected.target_price_up);
    }
    for (const [j, feature] of features.entries()) {
      const { min = Number.NaN, max = Number.NaN } = model.trainingRanges[j] ?? {};
      expect(relativeOrEqual(min, reference.scaler.min[feature])).toBeLessThan(1e-9);
      expect(relativeOrEqual(max, reference.scaler.max[feature])).toBeLessThan(1e-9);
    }

    expect(relativeError(run.fit.objective, reference.objective)).toBeLessThan(1e-7);
    expect(Math.abs(model.parameters.intercept - reference.intercept)).toBeLessThan(1e-5);
    const coefficients = byFeature(features, model.parameters.weights);
    for (const feature of features) {
      expect(Math.abs((coefficients[feature] ?? 0) - (reference.coefficients[feature] ?? 0))).toBeLessThan(
        1e-5,
      );
    }

    const { test } = splitByTime(labelled(featureRows), 0.2);
    expect(test).toHaveLength(reference.test_probabilities.length);
    for (const [i, { values }] of test.entries()) {
      const actual = probability(model.parameters, scaleRow(model.scaler, values));
      expect(Math.abs(actual - (reference.test_probabilities[i] ?? 0))).toBeLessThan(1e-6);
    }
    const newest = newestRow(featureRows);
    expect(newest?.date).toBe(reference.newest.as_of);
    expect(forecast(model, newest?.values ?? []).probability).toBeCloseTo(reference.newest_probability, 6);

    for (const part of ['train', 'test'] as const) {
      expectMetrics(metricsToWire(run.metrics[part]), reference.metrics[part]);
    }
    for (const name of ['base_rate', 'majority', 'persistence'] as const) {
      expectMetrics(baselinesToWire(run.baselines)[name], reference.baselines[name]);
    }
  });
});

function relativeOrEqual(actual: number | undefined, expected: number | undefined): number {
  if (actual === expected) return 0;
  return relativeError(actual ?? Number.NaN, expected ?? Number.NaN);
}

function expectMetrics(
  actual: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
) {
  for (const [name, value] of Object.entries(expected)) {
    if (typeof value === 'number') expect(Math.abs(Number(actual[name]) - value), name).toBeLessThan(1e-6);
    else expect(actual[name], name).toEqual(value);
  }
}
