import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addDays } from '../../../dates.ts';
import { coingeckoServer, endpointOf, json } from '../../../testing/coingecko-server.ts';
import { temporaryFolder, testContext } from '../../../testing/context.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { createStore } from '../../session/store.ts';
import { chooseUnknown, fetchMarket, importFile, readChart, undoLastChange } from './effects.ts';
import { dataModes } from './keys.ts';

const market = { coin: 'x-coin', vsCurrency: 'usd' };

/** A session with its prompt for a file open, and files to name there. */
async function atThePrompt() {
  const context = await testContext();
  const folder = await temporaryFolder();
  const store = createStore<Session, Action>(reduceSession, { ...initialSession, market });
  const importKey = dataModes[0]?.keys.find(({ label }) => label === 'import');
  if (importKey !== undefined && 'type' in importKey.action) store.dispatch(importKey.action);
  const file = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  return { context, store, work: { context, ...store }, file };
}

const prices = (factor: number) =>
  [
    'date,price',
    ...Array.from({ length: 60 }, (_, t) => `${addDays('2025-01-01', t)},${factor * (100 + (t % 7))}`),
  ].join('\n');

it('asks before a file that does not fit replaces days; u takes it back', async () => {
  const { context, store, work, file } = await atThePrompt();
  await importFile(work, await file('mine.csv', prices(1)));
  const before = await readChart(market, context);
  const other = await file('other.csv', prices(3));
  await importFile(work, other);
  expect(store.getState().question).toEqual({
    text: expect.stringMatching(
      /does not fit what is stored of x-coin.*Import it all the same\?.*u takes it back/,
    ),
    yes: { type: 'replacing import asked', file: other },
  });
  expect((await readChart(market, context)).days).toEqual(before.days);
  await importFile(work, other, { replace: true });
  expect((await readChart(market, context)).days.at(0)?.price).toBe(300);
  await undoLastChange(work);
  expect((await readChart(market, context)).days).toEqual(before.days);
  expect(store.getState().data.fetch).toEqual({
    kind: 'done',
    message: 'Taken back: 0 days removed, 60 as before.',
  });
});

it.each([
  [
    'refuses a currency that its source does not quote in',
    json({ error: 'invalid vs_currency' }, 422),
    'usd',
  ],
  ['takes a currency that its source cannot be asked about: a file may have it', json({}, 403), 'xyz'],
])('%s', async (_, answer, chosen) => {
  await using server = await coingeckoServer(answer);
  const context = await testContext({ coingecko: async () => endpointOf(server) });
  const store = createStore<Session, Action>(reduceSession, { ...initialSession, market });
  const edit: readonly Action[] = [
    {
      type: 'edit started',
      target: { kind: 'data', field: 'vsCurrency' },
      place: 'field',
      label: 'currency',
      hint: '',
      text: 'xyz',
    },
    { type: 'edit submitted' },
  ];
  for (const action of edit) store.dispatch(action);
  expect(store.getState().editing?.isBusy).toBe(true);
  await chooseUnknown({ context, ...store }, { vsCurrency: 'xyz' });
  expect(store.getState().market.vsCurrency).toBe(chosen);
  expect(store.getState().editing?.problem).toEqual(
    chosen === 'usd' ? expect.stringContaining('does not quote in that currency') : undefined,
  );
});

it('says that what is stored goes on being shown where a source fails, but only where anything is', async () => {
  await using server = await coingeckoServer(json({ prices: 'none' }));
  const { context, store, work, file } = await atThePrompt();
  const asking = { ...work, context: { ...context, coingecko: async () => endpointOf(server) } };
  await fetchMarket(asking);
  expect(store.getState().data.fetch).toMatchObject({ kind: 'failed', hint: 'r tries again' });
  await importFile(work, await file('mine.csv', prices(1)));
  await fetchMarket(asking);
  const hint = 'what is stored is shown; r tries again';
  expect(store.getState().data.fetch).toMatchObject({ kind: 'failed', hint });
});

it('chooses nothing for those who went back meanwhile', async () => {
  const context = await testContext();
  const store = createStore<Session, Action>(reduceSession, { ...initialSession, market });
  await chooseUnknown({ context, ...store }, { coin: 'bitcoin' });
  expect(store.getState().market).toEqual(market);
});

it('says so where there is nothing to take back', async () => {
  const { store, work } = await atThePrompt();
  await undoLastChange(work);
  expect(store.getState().data.fetch).toMatchObject({ kind: 'failed', hint: expect.stringMatching(/./) });
});

it.each([
  ['whose columns it does not know', 'when,what\n2025-01-01,1\n2025-01-02,2', /--columns/],
  [
    'that is not daily',
    'date,price\n2025-01-01,1\n2025-01-08,2\n2025-01-15,3\n2025-01-22,4',
    /a price a day/,
  ],
])('says what to do about a file %s', async (_, content, hint) => {
  const { store, work, file } = await atThePrompt();
  await importFile(work, await file('file.csv', content));
  expect(store.getState().editing?.label).toBe('file');
  expect(store.getState().editing?.problem).toMatch(hint);
});
