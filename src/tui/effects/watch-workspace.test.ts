import { expect, it } from 'vitest';
import { testContext } from '../../testing/context.ts';
import { trainInto } from '../../testing/server.ts';
import type { Action } from '../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../session/session.ts';
import { createStore } from '../session/store.ts';
import { createEffects } from './create-effects.ts';

it('shows a run that another process has trained, and forecasts with it', async () => {
  const ending = new AbortController();
  const context = await testContext({ signal: ending.signal });
  const faults: unknown[] = [];
  const store = createStore<Session, Action>(reduceSession, initialSession, (...change) =>
    effects(...change),
  );
  const effects = await createEffects({ context, ...store }, (fault) => faults.push(fault));
  store.dispatch({ type: 'started' });
  await expect.poll(() => store.getState().runs.list?.runs).toEqual([]);
  const run = await trainInto(context);
  await expect.poll(() => store.getState().predict.run?.id, { timeout: 10_000 }).toBe(run.id);
  ending.abort(new Error('the session ended'));
  expect(faults).toEqual([]);
});
