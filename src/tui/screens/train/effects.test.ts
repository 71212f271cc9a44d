import { expect, it } from 'vitest';
import { testContext } from '../../../testing/context.ts';
import { listRuns } from '../../../workspace/runs.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { createStore } from '../../session/store.ts';
import { runTraining } from './effects.ts';
import { Film } from './film.ts';
import { shareOfWay } from './pace.ts';
import { isDrawing } from './state.ts';

const settings = { ...initialSession.train.settings, optimizer: 'gradient-descent' } as const;
const start: Session = { ...initialSession, train: { ...initialSession.train, settings, stage: 'running' } };

async function startTraining() {
  const controller = new AbortController();
  const context = { ...(await testContext()), signal: controller.signal };
  const epochs: number[] = [];
  const stepped: (() => void)[] = [];
  const store = createStore<Session, Action>(reduceSession, start, (action) => {
    if (action.type !== 'training progressed') return;
    epochs.push(action.now.epoch);
    stepped.shift()?.();
  });
  const film = new Film();
  const { pauseSwitch } = film;
  const step = async () => {
    const done = new Promise<void>((resolve) => stepped.push(resolve));
    pauseSwitch.step();
    await done;
  };
  pauseSwitch.close();
  const finished = runTraining({ context, ...store }, film);
  return { context, controller, epochs, finished, pauseSwitch, step, store };
}

it('goes one epoch at a time, and then to its end, saved', async () => {
  const training = await startTraining();
  for (let i = 0; i < 4; i++) await training.step();
  expect(training.epochs).toEqual([1, 2, 3, 4]);
  training.pauseSwitch.open();
  await training.finished;
  expect(training.store.getState().train.stage).toBe('result');
  expect((await listRuns(training.context.workspace)).runs).toHaveLength(1);
});

it('leaves nothing behind when it is cancelled while it is paused', async () => {
  const training = await startTraining();
  training.controller.abort(new Error('cancelled'));
  await training.finished;
  expect(training.store.getState().train.result).toBeUndefined();
  expect((await listRuns(training.context.workspace)).runs).toHaveLength(0);
});

it('knows to which epoch it is still to be drawn, although none came on a frame since', async () => {
  const { step, store, pauseSwitch, finished } = await startTraining();
  store.dispatch({ type: 'screen chosen', screen: 'train' });
  store.dispatch({ type: 'training paused' });
  for (let i = 0; i < 2; i++) await step();
  const isDone = new Promise<void>((resolve) =>
    store.subscribe(() => {
      if (isDrawing(store.getState().train)) resolve();
    }),
  );
  pauseSwitch.open();
  await isDone;
  const { now, ahead, result } = store.getState().train;
  expect(now?.epoch).toBe(2);
  expect(ahead?.epoch).toBe(result?.curve.at(-1)?.epoch);
  store.dispatch({ type: 'training drawn' });
  await finished;
});

it('measures the way to the tolerance in orders of magnitude', () => {
  expect(shareOfWay({ from: 1, to: 1e-8, at: 1e-4 })).toBeCloseTo(0.5);
  expect(shareOfWay({ from: 1, to: 1e-8, at: 1e-9 })).toBe(1);
  expect(shareOfWay({ from: 1, to: 1e-8, at: 2 })).toBe(0);
});
