import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Context } from '../../../context.ts';
import { coingeckoServer, endpointOf, json } from '../../../testing/coingecko-server.ts';
import { testContext } from '../../../testing/context.ts';
import { trainInto } from '../../../testing/server.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { createStore } from '../../session/store.ts';
import { measureModel, retrainModel } from './effects.ts';

/** A session on the Monitor screen, measured, whose retraining is about to start. */
async function startRetraining(context: Context, react: (action: Action) => void = () => {}) {
  const store = createStore<Session, Action>(reduceSession, { ...initialSession, screen: 'monitor' }, react);
  const work = { context, ...store };
  await measureModel(work);
  store.dispatch({ type: 'retraining asked' });
  return { store, retrained: retrainModel(work) };
}

async function filesOf({ workspace: { root } }: Context): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)),
  );
}

it('says where to go without a model', async () => {
  const context = await testContext();
  const store = createStore<Session, Action>(reduceSession, initialSession);
  await measureModel({ context, ...store });
  expect(store.getState().monitor.problem).toEqual({
    message: 'no model of bitcoin in usd is in use',
    hint: 'press 3, then Enter, to train one; F is for another target',
  });
});

it('asks for newer days and, refused, keeps the run in use: trained on the same days, the challenger is no better', async () => {
  await using server = await coingeckoServer(json({ status: { error_code: 10002 } }, 401));
  const context = await testContext({ coingecko: async () => endpointOf(server) });
  const run = await trainInto(context);
  const { store, retrained } = await startRetraining(context);
  await retrained;
  expect(store.getState().monitor.decision).toMatchObject({ outcome: 'kept', after: run.id });
  expect(server.requests).toHaveLength(1);
});

it('leaves every file as it was when the retraining is cancelled', async () => {
  await using server = await coingeckoServer(json({ status: { error_code: 10002 } }, 401));
  const controller = new AbortController();
  const context = await testContext({
    signal: controller.signal,
    coingecko: async () => endpointOf(server),
  });
  await trainInto(context);
  const before = await filesOf(context);
  const { store, retrained } = await startRetraining(context, (action) => {
    if (action.type === 'retraining progressed') controller.abort(new Error('cancelled'));
  });
  await retrained;
  expect(store.getState().monitor).toMatchObject({
    retraining: undefined,
    message: 'retraining cancelled; nothing was saved',
  });
  expect(await filesOf(context)).toEqual(before);
});
