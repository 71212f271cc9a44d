import { expect, it } from 'vitest';
import { coingeckoServer, endpointOf, json } from '../../testing/coingecko-server.ts';
import { testContext } from '../../testing/context.ts';
import { trainInto } from '../../testing/server.ts';
import { actionsOf } from '../keys/actions-of.ts';
import type { Action } from '../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../session/session.ts';
import { createStore } from '../session/store.ts';
import { createEffects } from './create-effects.ts';

it('shows nothing of a market that was left before its chart was read', async () => {
  await using server = await coingeckoServer(json({ status: { error_code: 10002 } }, 401));
  const context = await testContext({ coingecko: async () => endpointOf(server) });
  const faults: unknown[] = [];
  const newest: (string | undefined)[] = [];
  const store = createStore<Session, Action>(reduceSession, initialSession, (...change) => {
    const [action] = change;
    if (action.type === 'chart loaded') newest.push(action.chart.days.at(-1)?.date);
    effects(...change);
  });
  const effects = await createEffects({ context, ...store }, (fault) => faults.push(fault));
  store.dispatch({ type: 'started' });
  store.dispatch({ type: 'market chosen', market: { coin: 'ethereum', vsCurrency: 'usd' } });
  await expect.poll(() => store.getState().data.fetch.kind).toBe('failed');
  expect(newest).toEqual(['2024-12-20']);
  expect(faults).toEqual([]);
});

it('keeps a note that is typed for a run, and shows it', async () => {
  const context = await testContext();
  const { id } = await trainInto(context);
  const faults: unknown[] = [];
  const store = createStore<Session, Action>(reduceSession, initialSession, (...change) =>
    effects(...change),
  );
  const effects = await createEffects({ context, ...store }, (fault) => faults.push(fault));
  const runs = () => store.getState().runs;
  store.dispatch({ type: 'started' });
  await expect.poll(() => runs().list).toBeDefined();
  for (const pressed of ['5', 'n'])
    for (const action of actionsOf(store.getState(), pressed)) store.dispatch(action);
  store.dispatch({ type: 'edited', edit: { kind: 'insert', text: 'mine' } });
  store.dispatch({ type: 'edit submitted' });
  await expect.poll(() => runs().message).toBe('the note is kept');
  await expect.poll(() => runs().list?.runs.map((run) => [run.id, run.note])).toEqual([[id, 'mine']]);
  expect(faults).toEqual([]);
});
