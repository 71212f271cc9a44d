import type { Context } from '../../../context.ts';
import type { TrainedRun } from '../../../run.ts';
import { standingOfRun } from '../../../training/find-standing.ts';
import { askedOf, type ReviewedEntry } from '../../../training/review-ledger.ts';

/** What a run's test is worth among all that was tried on its market; undefined where it is not in the ledger. */
export async function findStanding(
  run: Pick<TrainedRun, 'model' | 'settings' | 'data'>,
  { workspace }: Context,
): Promise<ReviewedEntry | undefined> {
  return standingOfRun(run, (await askedOf(workspace, run.model)).others);
}
