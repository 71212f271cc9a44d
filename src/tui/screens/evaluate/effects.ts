import { ask } from '../../effects/ask.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import { isElsewhere, taskOf } from '../../session/task.ts';
import { isWalking, type WalkKind } from './state.ts';

const MORE_DAYS = 'fetch or import more days on the Data screen';

export const evaluateEffects: CreateEffects = ({ job, getState }) => {
  const [walking, reading, comparing] = [job(), job(), job()];
  return (action, before, after) => {
    if (isElsewhere(before, after)) {
      walking.cancel();
      reading.cancel();
    }
    if (action.type === 'walk asked' && !isWalking(before.evaluate))
      walking.start((work) => runWalk(work, action.kind));
    if (action.type === 'walk cancelled') walking.cancel();
    if (before.market !== after.market || action.type === 'started') {
      comparing.start((work) => compare(work, { isWalked: false }));
    }
    // Whoever asks what forecasts of one target are worth is told it of both.
    if (action.type === 'walk done') comparing.start((work) => compare(work, { isWalked: true }));
    // Earlier walk-forwards are read when somebody looks, and anew for another market or a longer ledger.
    const { screen, evaluate } = getState();
    if (before.evaluate.isRead && !evaluate.isRead) reading.cancel();
    if (screen === 'evaluate' && !evaluate.isRead && !reading.isRunning()) reading.start(readEvaluations);
  };
};

/** Walks forward, live, over everything on disk, or searches; what a walk-forward came to is kept once it is whole. */
export async function runWalk(work: Work, kind: WalkKind): Promise<void> {
  try {
    await (kind === 'search' ? search(work) : walkForward(work));
  } catch (error) {
    work.dispatch({
      type: 'walk failed',
      ...explained(error, { too_few_rows: MORE_DAYS, one_class: MORE_DAYS }),
    });
  }
}

async function walkForward({ context, getState, dispatch }: Work): Promise<void> {
  const { market, evaluate } = getState();
  const args = { market, task: taskOf(getState()), featureSet: evaluate.featureSet };
  const evaluation = await ask('walk', args, context, (now) => dispatch({ type: 'walk progressed', now }));
  dispatch({ type: 'walk done', evaluation });
}

async function search({ context, getState, dispatch }: Work): Promise<void> {
  const args = { market: getState().market, task: taskOf(getState()) };
  const tuned = await ask('search', args, context, (now) => dispatch({ type: 'walk progressed', now }));
  dispatch({ type: 'search done', tuned });
}

/** Reads what is kept of the market's newest walk-forwards, one for each feature set. */
export async function readEvaluations({ context, getState, dispatch }: Work): Promise<void> {
  const args = { market: getState().market, task: taskOf(getState()) };
  dispatch({ type: 'evaluations read', ...(await ask('evaluations', args, context)) });
}

/** What direction and large moves are worth, of what was walked; or of both, where the other is to be walked, too. */
async function compare(
  { context, getState, dispatch }: Work,
  { isWalked }: { readonly isWalked: boolean },
): Promise<void> {
  const { market } = getState();
  const byTarget = await ask('targets', { market, isWalked }, context);
  dispatch({ type: 'targets compared', byTarget });
}
