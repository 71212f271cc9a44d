import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import { hasMotion } from '../../motion.ts';
import { Film, FRAME_MS, LONGEST_FRAME_MS } from './film.ts';
import { isDrawing, isTraining } from './state.ts';

export const trainEffects: CreateEffects = ({ job, dispatch }) => {
  const training = job();
  let film = new Film();
  return (action, before) => {
    switch (action.type) {
      case 'training asked': {
        if (isTraining(before.train)) break;
        const own = new Film();
        film = own;
        // Told whole: a run that was saved before the cancelling is there.
        training.start((work) => runTraining(work, own), { isToldWhole: true });
        break;
      }
      case 'training paused':
        film.pauseSwitch.close();
        break;
      case 'training resumed':
        film.pauseSwitch.open();
        break;
      case 'training stepped': {
        film.pauseSwitch.close();
        const drawn = film.draw(1);
        if (drawn !== undefined) dispatch(drawn);
        else if (isDrawing(before.train)) dispatch({ type: 'training drawn' });
        else film.pauseSwitch.step();
        break;
      }
      case 'training cancel asked':
        training.cancel();
        dispatch({ type: 'training cancelled' });
        break;
    }
  };
};

/** Trains on what is on disk, and draws the epochs as they can be followed. */
export async function runTraining(work: Work, film: Film): Promise<void> {
  await Promise.all([train(work, film), drawFrames(work, film)]);
}

/** Trains on a thread of its own; paused, the next epoch is not asked for. */
async function train(work: Work, film: Film): Promise<void> {
  const { context, dispatch } = work;
  const { market, days, train: form } = work.getState();
  const { pauseSwitch } = film;
  const { trainOnThread } = await import('../../../training/training-job.ts');
  const request = requestOnDisk(market, days);
  const reports = trainOnThread(request, form.settings, context, () => pauseSwitch.isStepping);
  try {
    for (let isPrepared = false; ; ) {
      if (isPrepared) await pauseSwitch.passed(context.signal);
      const step = await reports.next();
      if (step.done) {
        const undrawn = secondsFor(work) > 0 ? film.undrawn : undefined;
        return dispatch({ type: 'training done', ...step.value, undrawn });
      }
      const { value } = step;
      if (value.kind === 'prepared') {
        isPrepared = true;
        const { features, trainRows, testRows, baseRateLoss } = value;
        const rows = { features, train: trainRows, test: testRows, baseRateLoss };
        dispatch({ type: 'training prepared', rows });
      }
      if (value.kind !== 'training') continue;
      film.add(value, performance.now());
      const drawn = pauseSwitch.isStepping ? film.draw(1) : undefined;
      if (drawn !== undefined) dispatch(drawn);
    }
  } catch (error) {
    if (context.signal.aborted) return;
    dispatch({ type: 'training failed', ...explained(error) });
  }
}

/** How long a training is drawn: at once where nobody looks at it, and where nothing is to move. */
function secondsFor({ context, getState }: Work): number {
  const { screen, train } = getState();
  return screen === 'train' && hasMotion(context.env) ? train.drawingSeconds : 0;
}

/** On another screen nobody sees more than that it runs: so many frames of it are left out. */
const FRAMES_UNSEEN = 12;

/** A key that comes while a frame is drawn waits for it, so drawing takes one part in so many of the time. */
const REST = 12;

/** Draws frame after frame, until the training is shown whole, or is shown no more. */
async function drawFrames(work: Work, film: Film): Promise<void> {
  const { context, dispatch, getState } = work;
  let drawingMs = 0;
  for (let frame = 1; ; frame++) {
    await delay(Math.min(LONGEST_FRAME_MS, Math.max(FRAME_MS, REST * drawingMs)));
    const { train, screen } = getState();
    if (context.signal.aborted || !(isTraining(train) || isDrawing(train))) return;
    if (train.stage === 'paused') continue;
    if (screen !== 'train' && isTraining(train) && frame % FRAMES_UNSEEN !== 0) continue;
    const begun = performance.now();
    const drawn = film.nextFrame(secondsFor(work), begun);
    if (drawn !== undefined) dispatch(drawn);
    if (film.isEmpty && isDrawing(getState().train)) return dispatch({ type: 'training drawn' });
    // The screen is drawn before the next turn.
    await nextTurn();
    drawingMs = performance.now() - begun;
  }
}
