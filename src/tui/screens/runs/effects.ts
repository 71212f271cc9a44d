import type { Context } from '../../../context.ts';
import { explained, type Work } from '../../effects/work.ts';

/** Lists the runs of the workspace. */
export async function loadRuns({ dispatch }: Work, { workspace }: Context): Promise<void> {
  const { listRuns } = await import('../../../workspace/runs.ts');
  try {
    dispatch({ type: 'runs listed', list: await listRuns(workspace) });
  } catch (error) {
    dispatch({ type: 'runs failed', ...explained(error) });
  }
}

/** Puts a run in use, and lists the runs again. */
export async function chooseRun(work: Work, context: Context, id: string): Promise<void> {
  const { useRun: putInUse } = await import('../../../workspace/change-runs.ts');
  try {
    const { model } = await putInUse(context.workspace, id);
    work.dispatch({ type: 'runs changed', message: `${id} is now in use for ${model.coin}` });
  } catch (error) {
    work.dispatch({ type: 'runs failed', ...explained(error) });
  }
  await loadRuns(work, context);
}

/** Removes a run, and lists the runs again. */
export async function discardRun(work: Work, context: Context, id: string): Promise<void> {
  const { removeRun } = await import('../../../workspace/change-runs.ts');
  try {
    await removeRun(context.workspace, id);
    work.dispatch({ type: 'runs changed', message: `${id} is removed` });
  } catch (error) {
    work.dispatch({ type: 'runs failed', ...explained(error) });
  }
  await loadRuns(work, context);
}
