import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { evaluationJson } from '../results/evaluation.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { expectMetrics, expectNear } from '../testing/near.ts';
import {
  bitcoinCsv,
  coinOf,
  type Reference,
  referenceCsv,
  references,
  relativeError,
} from '../testing/reference.ts';
import { defaultEvaluateSettings, evaluate } from './evaluate.ts';

const cases = references('walk');

describe('a walk-forward agrees with scikit-learn', () => {
  it.each(cases)('%s', async (_, reference) => {
    const request = chartRequestFor({
      coin: coinOf(reference),
      from: referenceCsv(reference),
      bitcoinFrom: bitcoinCsv(),
      days: reference.days === 'max' ? 'max' : Number(reference.days),
    });
    const { feature_set: featureSet, target, delay } = reference;
    const settings = { ...defaultEvaluateSettings, featureSets: [featureSet], target, delay };
    const { evaluations } = await listen(evaluate([request], settings, await testContext()));
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('there is no evaluation');
    const actual = evaluationJson(evaluation);

    const { usable, initial_train, evaluated } = reference;
    expect(actual).toMatchObject({
      features: reference.features,
      l2: reference.l2,
      half_life: reference.half_life ?? 'none',
      folds: reference.folds,
      rows: { usable, initial_train, evaluated },
      dates: { first_usable: reference.first_date, last_evaluated: reference.last_date },
    });
    const probabilities = actual.forecasts.map(({ probability }) => probability);
    for (const [i, expected] of reference.probabilities_head.entries()) {
      expectNear(probabilities[i], expected, 1e-6, `probability ${i}`);
    }
    for (const [i, expected] of reference.probabilities_tail.toReversed().entries()) {
      expectNear(probabilities.at(-1 - i), expected, 1e-6, `probability ${-1 - i}`);
    }
    expectMetrics(actual.metrics, reference.metrics);
    for (const name of ['base_rate', 'recent_base_rate', 'coin_flip'] as const) {
      expectNear(actual.baselines[name].log_loss, reference.constants[name], 1e-6, name);
      expectTest(actual.diebold_mariano_constants[name], reference.diebold_mariano[name], name);
    }
    expectTest(actual.diebold_mariano, reference.diebold_mariano.base_rate, 'Diebold and Mariano');
    expectTest(actual.clark_west, reference.clark_west, 'Clark and West');
    expectNear(actual.p_value, reference.diebold_mariano.base_rate.p_value, 1e-5, 'p-value');
    expectNear(actual.p_value_every_constant, reference.p_value_every_constant, 1e-5, 'every constant');
    expectNear(actual.log_loss_skill, reference.log_loss_skill, 1e-5, 'skill');
    if (reference.days_to_detect === null) expect(actual.days_to_detect).toBeNull();
    else expect(relativeError(actual.days_to_detect ?? 0, reference.days_to_detect)).toBeLessThan(1e-3);
    const years = Object.entries(reference.by_year);
    expect(actual.by_year.map(({ year, n }) => [String(year), n])).toEqual(
      years.map(([year, { n }]) => [year, n]),
    );
    for (const [i, [year, { skill }]] of years.entries())
      expectNear(actual.by_year[i]?.skill, skill, 1e-5, year);
    for (const way of ['strategy', 'buy_and_hold'] as const) {
      for (const [figure, expected] of Object.entries(reference.backtest?.[way] ?? {})) {
        const value = actual.backtest?.[way][figure as 'total_return'];
        expect(relativeError(value ?? Number.NaN, expected), `${way} ${figure}`).toBeLessThan(1e-8);
      }
    }
  });
});

interface Test {
  readonly statistic: number | null;
  readonly p_value: number | null;
  readonly lag: number;
}

function expectTest(actual: Test, expected: Reference['clark_west'], what: string): void {
  expectNear(actual.statistic, expected.statistic, 1e-5, `statistic, ${what}`);
  expectNear(actual.p_value, expected.p_value, 1e-5, `p-value, ${what}`);
  expect(actual.lag, what).toBe(expected.lag);
}
