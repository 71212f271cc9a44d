import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../../../errors.ts';
import type { FoundRun, RunList, SavedRun } from '../../../workspace/runs.ts';
import { ask } from '../../effects/ask.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import type { ToldRun } from './errands.ts';
import { runLookedAt } from './state.ts';

export const runsEffects: CreateEffects = ({ job }) => {
  const [changing, standing] = [job(), job()];
  return (action, before, after) => {
    // Read anew whenever somebody comes to look: other work has entered more into the ledger.
    const run = runLookedAt(after);
    if (run !== undefined && run !== runLookedAt(before)) standing.start((work) => lookUpStanding(work, run));
    switch (action.type) {
      case 'started':
      case 'runs changed elsewhere':
      case 'training done':
      case 'retrained':
        changing.start(loadRuns);
        break;
      case 'run use asked':
        changing.start((work) => chooseRun(work, action.id));
        break;
      case 'run note asked':
        changing.start((work) => noteRun(work, action));
        break;
      case 'run removal confirmed':
        changing.start((work) => discardRun(work, action.id));
        break;
    }
  };
};

/** Lists the runs of the workspace. */
export async function loadRuns({ context, getState, dispatch }: Work): Promise<void> {
  const { runList } = await import('../../../workspace/runs.ts');
  const found: FoundRun[] = [];
  try {
    const current = await ask('runs', {}, context, (some) => found.push(...some.map(foundFrom)));
    const list = runList(found, current);
    // What is shown already is not shown anew: other screens would begin again.
    if (!isDeepStrictEqual(outlineOf(getState().runs.list), outlineOf(list)))
      dispatch({ type: 'runs listed', list });
  } catch (error) {
    dispatch({ type: 'runs failed', ...explained(error) });
  }
}

function foundFrom(run: ToldRun): FoundRun {
  return 'problem' in run ? { id: run.id, error: new InputError(run.problem) } : run;
}

/** What tells one list of runs from another. */
function outlineOf(list: RunList | undefined) {
  return (
    list && {
      runs: list.runs.map(({ id, note, evaluation }) => [id, note, evaluation?.evaluatedAt]),
      damaged: list.damaged.map(({ message }) => message),
      current: list.current,
    }
  );
}

/** Finds what a run's p-value is worth among those of all recipes tried. A ledger that cannot be read says nothing. */
export async function lookUpStanding({ context, dispatch }: Work, run: SavedRun): Promise<void> {
  const { id, model, settings, data } = run;
  try {
    dispatch({
      type: 'standing found',
      id,
      standing: await ask('standing', { model, settings, data }, context),
    });
  } catch (error) {
    explained(error);
  }
}

/** Puts a run in use, and lists the runs again. */
export async function chooseRun(work: Work, id: string): Promise<void> {
  const { useRun: putInUse } = await import('../../../workspace/change-runs.ts');
  try {
    const { model } = await putInUse(work.context.workspace, id);
    work.dispatch({ type: 'runs changed', message: `${id} is now in use for ${model.coin}` });
  } catch (error) {
    work.dispatch({ type: 'runs failed', ...explained(error) });
  }
  await loadRuns(work);
}

/** Keeps a note for a run, and lists the runs again. */
export async function noteRun(
  work: Work,
  { id, note }: { readonly id: string; readonly note: string },
): Promise<void> {
  const { writeNote } = await import('../../../workspace/run-notes.ts');
  try {
    await writeNote(work.context.workspace, id, note);
    work.dispatch({ type: 'runs changed', message: note === '' ? 'the note is gone' : 'the note is kept' });
  } catch (error) {
    work.dispatch({ type: 'runs failed', ...explained(error) });
  }
  await loadRuns(work);
}

/** Removes a run, and lists the runs again. */
export async function discardRun(work: Work, id: string): Promise<void> {
  const { removeRun } = await import('../../../workspace/change-runs.ts');
  try {
    await removeRun(work.context.workspace, id);
    work.dispatch({ type: 'runs changed', message: `${id} is removed` });
  } catch (error) {
    work.dispatch({ type: 'runs failed', ...explained(error) });
  }
  await loadRuns(work);
}
