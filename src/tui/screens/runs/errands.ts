import type { Context } from '../../../context.ts';
import type { Explanation } from '../../../errors.ts';
import type { TrainedRun } from '../../../run.ts';
import { standingOfRun } from '../../../training/find-standing.ts';
import { askedOf, type ReviewedEntry } from '../../../training/review-ledger.ts';
import { type CurrentRuns, readCurrent } from '../../../workspace/current-runs.ts';
import { type FoundRun, findRuns, type SavedRun } from '../../../workspace/runs.ts';

/** What a run's test is worth among all that was tried on its market; undefined where it is not in the ledger. */
export async function findStanding(
  run: Pick<TrainedRun, 'model' | 'settings' | 'data'>,
  { workspace }: Context,
): Promise<ReviewedEntry | undefined> {
  return standingOfRun(run, (await askedOf(workspace, run.model)).others);
}

/** A run, or what is wrong with one that cannot be read, as what can be copied. */
export type ToldRun = SavedRun | { readonly id: string; readonly problem: Explanation };

/** Tells every run, some at a time: all at once would take the keys. Returns which are in use. */
export async function* tellRuns(
  _: object,
  { workspace }: Context,
): AsyncGenerator<readonly ToldRun[], CurrentRuns, void> {
  for await (const found of findRuns(workspace)) yield found.map(told);
  return readCurrent(workspace);
}

function told(run: FoundRun): ToldRun {
  if (!('error' in run)) return run;
  const { code, message, hint, facts } = run.error;
  return { id: run.id, problem: { code, message, hint, facts } };
}
