import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { expect, it, vi } from 'vitest';
import { testContext } from '../testing/context.ts';
import { App } from './app.tsx';
import { createEffects } from './effects/create-effects.ts';
import { screens } from './screens.ts';
import type { Action } from './session/actions.ts';
import { initialSession, reduceSession, type Session } from './session/session.ts';
import { createStore, type Effect, type Store } from './session/store.ts';

/** A session at work on the bundled bitcoin, without a network; whatever breaks in it is handed to `fail`. */
async function startSession(fail: (error: unknown) => void): Promise<Store<Session, Action>> {
  let effects: Effect<Session, Action> = () => {};
  const store = createStore<Session, Action>(reduceSession, initialSession, (...asked) => effects(...asked));
  effects = await createEffects({ context: await testContext(), ...store }, fail);
  store.dispatch({ type: 'started' });
  return store;
}

const sizes = [
  [1, 1],
  [60, 20],
  [300, 100],
] as const;

/** Draws every screen in windows of all sizes, one after another, and expects that nothing lies outside of any. */
function expectWithinAnyWindow({ dispatch, ...store }: Store<Session, Action>): void {
  for (const { name } of screens) {
    dispatch({ type: 'screen chosen', screen: name });
    for (const [columns, rows] of sizes) {
      dispatch({ type: 'resized', size: { columns, rows } });
      // On a wider canvas than the window, what lies outside of it is seen.
      const canvas = { columns: 400 };
      const lines = renderToString(<App store={{ dispatch, ...store }} />, canvas).split('\n');
      const frame = `${name} in ${columns}×${rows}`;
      expect(lines.length, frame).toBeLessThanOrEqual(rows);
      expect(Math.max(...lines.map((line) => stringWidth(line))), frame).toBeLessThanOrEqual(columns);
    }
  }
}

it('row 53: every screen in windows from 1×1 to 300×100, in and after a training → nothing outside the window', async () => {
  const fail = vi.fn();
  const store = await startSession(fail);
  const until = (holds: (session: Session) => boolean) =>
    vi.waitFor(() => expect(holds(store.getState())).toBe(true), { timeout: 20_000, interval: 5 });

  await until(({ data }) => data.chart !== undefined);
  store.dispatch({ type: 'training asked' });
  await until(({ train }) => train.curve.length > 0);
  expectWithinAnyWindow(store);
  await until(({ train }) => train.stage === 'result');
  // A model is measured when somebody looks.
  store.dispatch({ type: 'screen chosen', screen: 'monitor' });
  await until(({ features, monitor }) => features.view !== undefined && monitor.report !== undefined);
  expectWithinAnyWindow(store);
  expect(fail).not.toHaveBeenCalled();
});
