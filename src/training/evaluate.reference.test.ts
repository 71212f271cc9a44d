import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import type { FeatureSetName } from '../domain.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { hasReference, readReference, referenceCsv, relativeError } from '../testing/reference.ts';
import { evaluationToWire } from '../wire/evaluation.ts';
import { defaultEvaluateSettings, evaluate } from './evaluate.ts';

interface WalkForwardReference {
  readonly file: string;
  readonly days: string;
  readonly feature_set: FeatureSetName;
  readonly features: readonly string[];
  readonly l2: number;
  readonly half_life?: number;
  readonly folds: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly base_rate: Readonly<Record<string, unknown>>;
  readonly log_loss_skill: number;
  readonly diebold_mariano: { readonly statistic: number; readonly p_value: number; readonly lag: number };
  readonly backtest: Readonly<Record<'strategy' | 'buy_and_hold', Readonly<Record<string, number>>>>;
  readonly first_dates: readonly [usable: string, evaluated: string];
  readonly probabilities_head: readonly number[];
  readonly probabilities_tail: readonly number[];
}

const cases = [
  ...['bitcoin-731', 'ethereum-731'].flatMap((data) => [`${data}-classic`, `${data}-returns`]),
  ...['btc-max', 'eth-max'].flatMap((data) => [`${data}-classic`, `${data}-returns`, `${data}-market`]),
];

describe.runIf(hasReference)('a walk-forward agrees with scikit-learn', () => {
  it.each(cases)('%s', async (name) => {
    const reference = readReference<WalkForwardReference>(`walk-forward-${name}.json`);
    const coin = /^(btc|bitcoin)/.test(reference.file) ? 'bitcoin' : 'ethereum';
    const days = reference.days === 'max' ? 'max' : Number(reference.days);
    const bitcoinFrom = referenceCsv({ file: 'btc-usd-max.csv' });
    const request = chartRequestFor({ coin, from: referenceCsv(reference), bitcoinFrom, days });
    const settings = { ...defaultEvaluateSettings, featureSets: [reference.feature_set] };
    const { evaluations } = await listen(evaluate([request], settings, await testContext()));
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('there is no evaluation');
    const actual = evaluationToWire(evaluation);

    expect(actual).toMatchObject({
      features: reference.features,
      l2: reference.l2,
      half_life: reference.half_life ?? 'none',
      folds: reference.folds,
      rows: reference.rows,
      dates: { first_usable: reference.first_dates[0], first_evaluated: reference.first_dates[1] },
    });
    const probabilities = actual.forecasts.map(({ probability }) => probability);
    expectNear(probabilities.slice(0, 5), reference.probabilities_head);
    expectNear(probabilities.slice(-5), reference.probabilities_tail);
    expectMetrics(actual.metrics, reference.metrics);
    expectMetrics(actual.baselines.base_rate, reference.base_rate);
    expect(Math.abs((actual.log_loss_skill ?? Number.NaN) - reference.log_loss_skill)).toBeLessThan(1e-5);
    const { statistic, p_value, lag } = actual.diebold_mariano;
    expect(lag).toBe(reference.diebold_mariano.lag);
    expect(Math.abs((statistic ?? Number.NaN) - reference.diebold_mariano.statistic)).toBeLessThan(1e-5);
    expect(Math.abs((p_value ?? Number.NaN) - reference.diebold_mariano.p_value)).toBeLessThan(1e-5);
    for (const way of ['strategy', 'buy_and_hold'] as const) {
      for (const [figure, expected] of Object.entries(reference.backtest[way])) {
        const value = actual.backtest[way][figure as 'total_return'];
        expect(relativeError(value, expected), `${way} ${figure}`).toBeLessThan(1e-8);
      }
    }
  });
});

function expectNear(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs((actual[i] ?? 0) - value)).toBeLessThan(1e-6);
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
