import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NOW, temporaryFolder, testContext } from '../../../testing/context.ts';
import { trainInto } from '../../../testing/server.ts';
import { readForecastLog } from '../../../workspace/forecast-log.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { createStore } from '../../session/store.ts';
import { loadChart } from '../data/effects.ts';
import { logTomorrow, openValues, prepareForecast } from './effects.ts';

/** A session on the Predict screen, so many days after the newest one. */
async function predicting({ daysLater = 0 } = {}) {
  const now = () => new Date(NOW.getTime() + daysLater * 86_400_000);
  const context = await testContext({ now });
  const run = await trainInto(context);
  const store = createStore<Session, Action>(reduceSession, { ...initialSession, screen: 'predict' });
  const work = { context, ...store };
  await loadChart(work);
  await prepareForecast(work);
  return { context, run, store, work };
}

it('logs the forecast of tomorrow, once, where the key for it is pressed', async () => {
  const { context, run, store, work } = await predicting();
  expect(actionsOf(store.getState(), 'f')).toEqual([{ type: 'forecast log asked' }]);
  expect((await readForecastLog(context.workspace, run.model)).forecasts).toEqual([]);
  await logTomorrow(work);
  await logTomorrow(work);
  expect((await readForecastLog(context.workspace, run.model)).forecasts).toMatchObject([
    { run: run.id, for: '2026-02-01', madeAt: NOW.toISOString() },
  ]);
  expect(store.getState().predict.message).toBe('logged; Monitor compares it with the price of 2026-02-01');
});

it('offers to log neither values typed over nor a day that is past', async () => {
  const { store } = await predicting();
  store.dispatch({ type: 'values opened', values: [1], file: 'a.json' });
  expect(actionsOf(store.getState(), 'f')).toEqual([]);
  const late = await predicting({ daysLater: 5 });
  expect(actionsOf(late.store.getState(), 'f')).toEqual([]);
});

it('opens values of a file, but not into the fields of another market that was chosen meanwhile', async () => {
  const { run, store, work } = await predicting();
  const file = join(await temporaryFolder(), 'values.json');
  const values = run.model.features.map((name) => [name, name === 'year' ? 2026 : 1] as const);
  await writeFile(file, JSON.stringify(Object.fromEntries(values)));
  await openValues(work, file);
  expect(store.getState().predict.texts).toEqual(values.map(([, value]) => String(value)));
  const opening = openValues(work, file);
  store.dispatch({ type: 'market chosen', market: { coin: 'ethereum', vsCurrency: 'usd' } });
  await opening;
  expect(store.getState().predict.texts).toEqual([]);
});
