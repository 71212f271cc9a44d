import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { evaluationJson } from '../results/evaluation.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { expectMetrics, expectNear } from '../testing/near.ts';
import { bitcoinCsv, coinOf, referenceCsv, references } from '../testing/reference.ts';
import { defaultEvaluateSettings, evaluate } from './evaluate.ts';

const cases = references('walk').filter(([, { target, delay }]) => target === 'direction' && delay === 0);

describe('a walk-forward agrees with scikit-learn', () => {
  it.each(cases)('%s', async (_, reference) => {
    const request = chartRequestFor({
      coin: coinOf(reference),
      from: referenceCsv(reference),
      bitcoinFrom: bitcoinCsv(),
      days: reference.days === 'max' ? 'max' : Number(reference.days),
    });
    const settings = { ...defaultEvaluateSettings, featureSets: [reference.feature_set] };
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
    const baseRate = reference.diebold_mariano.base_rate;
    expectNear(actual.baselines.base_rate.log_loss, reference.constants.base_rate, 1e-6, 'base rate');
    expectNear(actual.log_loss_skill, reference.log_loss_skill, 1e-5, 'skill');
    expectNear(actual.diebold_mariano.statistic, baseRate.statistic, 1e-5, 'statistic');
    expectNear(actual.diebold_mariano.p_value, baseRate.p_value, 1e-5, 'p-value');
    expect(actual.diebold_mariano.lag).toBe(baseRate.lag);
  });
});
