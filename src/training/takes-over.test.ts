import { expect, it } from 'vitest';
import type { TrainedRun } from '../run.ts';
import { doubtsAbout } from './takes-over.ts';

const run = (outcome: string, verdict: string, train: number) =>
  ({ fit: { outcome }, verdict, data: { rows: { train } } }) as unknown as TrainedRun;

it.each([
  ['converged', 'no_better_than_baseline', 268, []],
  ['converged', 'better_than_baseline', 30, []],
  ['epochs_reached', 'no_better_than_baseline', 268, ['not_converged']],
  ['converged', 'worse_than_baseline', 268, ['worse_than_baseline']],
  ['epochs_reached', 'worse_than_baseline', 3, ['not_converged', 'worse_than_baseline', 'few_rows']],
])('of a run that %s and is %s on %d rows says %j', (outcome, verdict, train, doubts) => {
  expect(doubtsAbout(run(outcome, verdict, train))).toEqual(doubts);
});
