import { listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import { MissingError } from '../../../errors.ts';
import { explained, type Work } from '../../effects/work.ts';
import { requestOnDisk } from '../data/effects.ts';
import { loadRuns } from '../runs/effects.ts';

/** Reporting ten times a second shows all there is to see. */
const UPDATE_MS = 100;

/** Measures how the run in use for the market is doing, on what is on disk. */
export async function measureModel({ getState, dispatch }: Work, context: Context): Promise<void> {
  const { market } = getState();
  const { monitor } = await import('../../../monitoring/monitor.ts');
  const { readRunInUse } = await import('../../../workspace/runs.ts');
  try {
    const run = await readRunInUse(context.workspace, market);
    const report = await listen(monitor(run, requestOnDisk(market, 'max'), context));
    dispatch({ type: 'measured', report });
  } catch (error) {
    const hasNoModel = error instanceof MissingError && error.code === 'no_model';
    const hint = hasNoModel ? 'press 3, then Enter, to train one' : 'Enter measures again';
    dispatch({ type: 'measuring failed', message: explained(error).message, hint });
  }
}

/**
 * Fetches what is missing, trains a challenger, and puts it in use where it is better. Cancelled, it leaves nothing; where
 * the cancelling comes too late, it is done whole, and that is what is reported.
 */
export async function retrainModel(work: Work, context: Context): Promise<void> {
  const { market, days } = work.getState();
  const { retrain } = await import('../../../training/retrain.ts');
  let shownAt = 0;
  const dispatch: Work['dispatch'] = (action) => {
    if (work.getState().market === market) work.dispatch(action);
  };
  try {
    const request = { ...requestOnDisk(market, days), offline: false };
    const reports = retrain(request, { dryRun: false }, context);
    const { decision } = await listen(reports, (progress) => {
      const time = performance.now();
      if (progress.kind !== 'training' || time - shownAt < UPDATE_MS) return;
      shownAt = time;
      dispatch({ type: 'retraining progressed', epoch: progress.epoch });
    });
    dispatch({ type: 'retrained', decision });
    await loadRuns(work, context);
  } catch (error) {
    if (context.signal.aborted) return dispatch({ type: 'retraining cancelled' });
    dispatch({ type: 'retraining failed', message: explained(error).message, hint: 't tries again' });
  }
}
