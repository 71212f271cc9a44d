import { render } from 'ink-testing-library';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { at } from '../../../learning/vector.ts';
import { testContext } from '../../../testing/context.ts';
import { trainInto } from '../../../testing/server.ts';
import { App } from '../../app.tsx';
import { actionsOf } from '../../keys/actions-of.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { createStore } from '../../session/store.ts';
import { loadRuns } from '../runs/effects.ts';
import { listMarkets } from './effects.ts';
import { measureDriftOf } from './errands.ts';

/** The Overview of a workspace in which bitcoin was trained, and ethereum was not. */
async function listed(window = { columns: 120, rows: 40 }) {
  const context = await testContext();
  await trainInto(context);
  const store = createStore<Session, Action>(reduceSession, {
    ...initialSession,
    window,
    screen: 'overview',
  });
  const work = { context, ...store };
  await loadRuns(work);
  await listMarkets(work);
  return store;
}

it('lists every market with its newest price, its forecast and what that is worth', async () => {
  const store = await listed();
  const { lastFrame } = render(<App store={store} />);
  const frame = lastFrame() ?? '';
  expect(frame).toMatch(/› bitcoin\/usd +\$84,141\.78 ▼ 0\.51 % .* 0\.\d{3} no better +no model +none/);
  expect(frame).toMatch(/ {2}ethereum\/usd .* no model +no model/);
});

it.each([
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
])('says below, in a window of $columns×$rows, what there is no column for', async (window) => {
  const { lastFrame } = render(<App store={await listed(window)} />);
  const frame = lastFrame() ?? '';
  for (const line of frame.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(window.columns);
  const words = frame.replaceAll(/\s+/g, ' ');
  expect(words).toContain('bitcoin in usd: prices to 2026-01-31, 0 days old, down 0.51 % in a day.');
  expect(words).toMatch(/P\(up\) 0\.\d{3}: no better than the base rate on its test days; trained today\./);
});

it('leaves a column out of the smallest window rather than show nothing of it', async () => {
  const store = await listed({ columns: 60, rows: 20 });
  const rows = (store.getState().overview.rows ?? []).map((row) => {
    const { direction } = row.forecasts;
    return direction ? { ...row, forecasts: { direction, beats_bitcoin: direction } } : row;
  });
  store.dispatch({ type: 'markets listed', rows });
  const frame = render(<App store={store} />).lastFrame() ?? '';
  expect(frame).toMatch(/^ {3}coin +price P\(up\) +P\(large move\) *$/m);
  expect(frame.replaceAll(/\s+/g, ' ')).toContain('P(beats bitcoin) 0.');
});

it.each([
  [{ drifted: [], features: 13, limited: 13 }, 'none', 'No feature has drifted.'],
  [
    { drifted: [], features: 13, limited: 3 },
    'none of 3',
    'No drift in 3 of 13 features; the others have no limit yet.',
  ],
  [{ drifted: [], features: 13, limited: 0 }, '\\?', 'Too few days to tell drift.'],
  [{ drifted: [], features: 0, limited: 0 }, '\\?', 'Too few days to tell drift.'],
  [{ drifted: ['price'], features: 2, limited: 2 }, '1 !', '! Drifted: price.'],
  [
    { drifted: ['price'], features: 3, limited: 2 },
    '1 !',
    '! Drifted: price. Without a limit yet: 1 feature.',
  ],
])('says of drift no more than its limits tell: %j', async (drift, short, words) => {
  const store = await listed();
  const { market } = at(store.getState().overview.rows ?? [], 0);
  store.dispatch({ type: 'drift of market measured', market, drift });
  const frame = render(<App store={store} />).lastFrame() ?? '';
  expect(frame).toMatch(new RegExp(`› bitcoin.* no model +${short} +0 d `));
  expect(frame.replaceAll(/\s+/g, ' ')).toContain(words);
});

it('counts the features that have a limit among all that are watched', async () => {
  const context = await testContext();
  const run = await trainInto(context);
  const drift = await measureDriftOf({ market: initialSession.market }, context);
  expect(drift.features).toBe(run.model.features.length + 1);
  expect(drift.limited).toBeLessThan(drift.features);
  expect(drift.limited).toBeGreaterThan(0);
});

it('goes to a market by Enter', async () => {
  const store = await listed();
  for (const key of ['down', 'enter'])
    for (const action of actionsOf(store.getState(), key)) store.dispatch(action);
  expect(store.getState()).toMatchObject({ screen: 'data', market: { coin: 'ethereum', vsCurrency: 'usd' } });
});

it('asks before it trains everything, and says what works while it does', async () => {
  const store = await listed();
  for (const action of actionsOf(store.getState(), 't')) store.dispatch(action);
  expect(store.getState().question?.text).toBe('Train 2 markets with classic (direction)?');
  store.dispatch({ type: 'answered', isYes: true });
  expect(actionsOf(store.getState(), 'escape')).toEqual([{ type: 'round cancelled' }]);
  for (const action of actionsOf(store.getState(), 'q')) store.dispatch(action);
  expect(store.getState().question?.text).toMatch(/^A training of all markets runs\./);
});

it('marks which market a round failed with', async () => {
  const store = await listed();
  const failed = ['ethereum: CoinGecko: it cannot be reached'];
  store.dispatch({ type: 'round done', message: { text: 'fetched 1 of 2', failed } });
  const { lastFrame } = render(<App store={store} />);
  expect(lastFrame()).toMatch(/^ fetched 1 of 2 *\n ! ethereum: CoinGecko: it cannot be reached/m);
});
