import { expect, it } from 'vitest';
import { listen } from '../async.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { standingOfEntry } from '../text/standing.ts';
import { defaultEvaluateSettings, evaluate } from './evaluate.ts';
import { standingOfEvaluation, standingOfRun } from './find-standing.ts';
import { askedOf } from './review-ledger.ts';
import { saveEvaluated } from './save-evaluation.ts';
import { saveTraining } from './save-training.ts';
import { train } from './train-run.ts';

it('finds what a training and a walk-forward came to among all that was tried, by what they were', async () => {
  const context = await testContext();
  const whole = chartRequestFor({ days: 'max' });
  const trained = async (l2: number, request = whole) =>
    saveTraining(await listen(train(request, { ...defaultSettings, l2 }, context)), request.days, context);
  const first = await trained(1);
  const second = await trained(10);
  const walked = await listen(evaluate([whole], defaultEvaluateSettings, context));
  const { evaluations } = await saveEvaluated(walked, context);
  const { others } = await askedOf(context.workspace, first.model);
  for (const [i, run] of [first, second].entries()) {
    const standing = standingOfRun(run, others);
    expect(standing).toMatchObject({ evaluations: 3, place: i + 1 });
    expect(standing?.pValue).toBeCloseTo(run.pValue ?? Number.NaN, 12);
  }
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('nothing was evaluated');
  const standing = standingOfEvaluation(evaluation, others);
  expect(standing).toMatchObject({ ...evaluation.ledger });
  expect(standing?.pValue).toBeCloseTo(evaluation.skill.pValue ?? Number.NaN, 12);
  if (standing === undefined) throw new Error('it is not there');
  expect(standingOfEntry(standing)).toMatch(
    /^the 3rd recipe tried on bitcoin \(direction\): p = \S+ alone, \S+ among them$/,
  );
  expect(standingOfEvaluation({ ...evaluation, l2: 30 }, others)).toBeUndefined();
  // The same recipe on other days takes the place of the first: what the first came to is not told by it.
  const shorter = await trained(1, chartRequestFor({ days: 500 }));
  const after = (await askedOf(context.workspace, first.model)).others;
  expect(standingOfRun(first, after)).toBeUndefined();
  expect(standingOfRun(shorter, after)).toMatchObject({ evaluations: 3, place: 3 });
});
