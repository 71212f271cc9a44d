import { ExpectedError } from '../../../errors.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { ask } from '../../effects/ask.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import { taskOf } from '../../session/task.ts';

export const monitorEffects: CreateEffects = ({ job, getState, dispatch }) => {
  const [measuring, retraining] = [job(), job()];
  return (action, before, after) => {
    if (action.type === 'measuring asked') measuring.start(measureModel);
    if (before.monitor.isMeasuring && !after.monitor.isMeasuring) measuring.cancel();
    if (action.type === 'retraining cancel asked' || before.market !== after.market) retraining.cancel();
    if (action.type === 'retraining asked' && before.monitor.retraining !== after.monitor.retraining) {
      // Told whole: a retraining that is cancelled too late is done whole, and says so.
      retraining.start(retrainModel, { isToldWhole: true });
    }
    // The model is measured when somebody looks, and anew where the prices or the run are others.
    const { screen, monitor } = getState();
    const isDue = !monitor.isCurrent && !monitor.isMeasuring && monitor.retraining === undefined;
    if (screen === 'monitor' && isDue && monitor.problem === undefined) dispatch({ type: 'measuring asked' });
  };
};

/** Measures how the run in use for the market is doing, on what is on disk. */
export async function measureModel({ context, getState, dispatch }: Work): Promise<void> {
  const { market } = getState();
  const { target } = taskOf(getState());
  try {
    const report = await ask('measure', { ...market, target }, context);
    dispatch({ type: 'measured', report });
  } catch (error) {
    const hasNoModel = error instanceof ExpectedError && error.code === 'no_model';
    const hint = hasNoModel
      ? 'press 3, then Enter, to train one; F is for another target'
      : 'Enter measures again';
    dispatch({ type: 'measuring failed', message: explained(error).message, hint });
  }
}

/**
 * Fetches what is missing, trains a challenger, and puts it in use where it is better. Cancelled, it leaves nothing;
 * where the cancelling comes too late, it is done whole, and that is what is reported.
 */
export async function retrainModel(work: Work): Promise<void> {
  const { context } = work;
  const { market, days } = work.getState();
  const { target } = taskOf(work.getState());
  const dispatch: Work['dispatch'] = (action) => {
    if (work.getState().market === market) work.dispatch(action);
  };
  try {
    const request = { ...requestOnDisk(market, days), offline: false };
    const args = { request, target, coingecko: await context.coingecko() };
    const decision = await ask('retrain', args, context, (epoch) =>
      dispatch({ type: 'retraining progressed', epoch }),
    );
    dispatch({ type: 'retrained', decision });
  } catch (error) {
    if (context.signal.aborted) return dispatch({ type: 'retraining cancelled' });
    dispatch({ type: 'retraining failed', message: explained(error).message, hint: 't tries again' });
  }
}
