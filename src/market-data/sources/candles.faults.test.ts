import { describe, expect, test } from 'vitest';
import { listen } from '../../async.ts';
import { DAY_MS, dayNumber } from '../../dates.ts';
import type { ExpectedError } from '../../errors.ts';
import { json, reset } from '../../testing/coingecko-server.ts';
import { chartRequestFor, testContext } from '../../testing/context.ts';
import {
  binanceServer,
  closeOf,
  coinbaseServer,
  type Listing,
  limitReached,
} from '../../testing/exchange-server.ts';
import type { ChartRequest } from '../chart-request.ts';
import { readStoredChart } from '../chart-store.ts';
import { fetchChart } from '../fetch.ts';
import { ingest } from '../ingest.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const FIRST = dayNumber('2024-01-10');
const servers = { coinbase: coinbaseServer, binance: binanceServer } as const;
const names = ['coinbase', 'binance'] as const;
type Name = (typeof names)[number];

async function exchangeWorld(name: Name, listing: Partial<Listing> = {}) {
  let now = NOW;
  const server = await servers[name]({ first: FIRST, now: () => now, ...listing });
  const env = { [`${name.toUpperCase()}_BASE_URL`]: server.baseUrl };
  const context = await testContext({ now: () => now, env });
  const vsCurrency = name === 'binance' ? 'usdt' : 'usd';
  const request = (overrides: Partial<ChartRequest> = {}) =>
    chartRequestFor({ source: name, vsCurrency, days: 'max', ...overrides });
  const pages: unknown[] = [];
  return {
    server,
    context,
    pages,
    moveTo: (moment: string) => {
      now = new Date(moment);
    },
    fetch: (overrides: Partial<ChartRequest> = {}) =>
      listen(fetchChart(request(overrides), context), (progress) => {
        if (progress.kind === 'page') pages.push(progress);
      }),
    ingest: (overrides: Partial<ChartRequest> = {}) => listen(ingest(request(overrides), context)),
    stored: () => readStoredChart(context.workspace, { coin: 'bitcoin', vsCurrency, exchange: name }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: ExpectedError) => `${error.code} ${error.exitCode}`,
  );

describe.each(names)('%s', (name) => {
  test('gives the history back to the first day, the close dated by the next 00:00, without the running day', async () => {
    await using here = await exchangeWorld(name);
    const fetched = await here.fetch();
    const days = dayNumber('2026-06-15') - FIRST;
    expect(fetched).toMatchObject({ source: name, from: '2024-01-11', to: '2026-06-15', days, added: days });
    const chart = await here.stored();
    const last = chart?.observations.at(-1);
    const yesterday = dayNumber('2026-06-14');
    expect(last).toMatchObject({ date: '2026-06-15', price: closeOf(yesterday), marketCap: null });
    const volume =
      name === 'coinbase' ? (10 + (yesterday % 3)) * closeOf(yesterday) : 10 * closeOf(yesterday);
    expect(last?.totalVolume).toBeCloseTo(volume, 6);
    expect(fetched.path).toContain(`.${name}.json`);
    expect(
      here.server.requests.every(({ headers }) => headers['user-agent']?.startsWith('crypto-predict/')),
    ).toBe(true);
  });

  test('says after each page how much is left', async () => {
    await using here = await exchangeWorld(name);
    await here.fetch();
    expect(here.pages.length).toBeGreaterThan(1);
    expect(here.pages.at(-1)).toMatchObject({ left: 0 });
  });

  test('is asked later for what is missing alone, and grows', async () => {
    await using here = await exchangeWorld(name);
    await here.fetch();
    const before = here.server.requests.length;
    here.moveTo('2026-06-20T12:00:00Z');
    expect(await here.fetch()).toMatchObject({ added: 5, to: '2026-06-20' });
    expect(here.server.requests.length).toBe(before + 1);
    expect((await here.ingest()).chart.source).toBe(name);
    expect(here.server.requests.length).toBe(before + 1);
  });

  test('a day without a trade is missing', async () => {
    const quiet = dayNumber('2025-03-01');
    await using here = await exchangeWorld(name, { isQuiet: (day) => day === quiet });
    await here.fetch();
    expect((await here.stored())?.observations.some(({ date }) => date === '2025-03-02')).toBe(false);
  });

  test('a line that breaks is asked again, and a limit is waited for', async () => {
    const broken = (request: number) =>
      request === 1 ? reset : request === 2 ? limitReached(429) : undefined;
    await using here = await exchangeWorld(name, { instead: broken });
    expect((await here.fetch()).from).toBe('2024-01-11');
  });

  test('where it breaks off, what came is stored, and the next fetch goes on from there', async () => {
    let isDown = true;
    await using here = await exchangeWorld(name, {
      instead: (request) => (isDown && request > (name === 'coinbase' ? 11 : 2) ? json({}, 400) : undefined),
    });
    expect(await codeOf(here.fetch())).toBe('source_failed 4');
    const part = await here.stored();
    expect(part?.observations.at(0)?.date).toBe('2024-01-11');
    const came = part?.observations.length ?? 0;
    isDown = false;
    const before = here.server.requests.length;
    expect(await here.fetch()).toMatchObject({ to: '2026-06-15', from: '2024-01-11' });
    expect(came).toBeGreaterThan(0);
    expect(here.server.requests.length - before).toBeLessThan(before);
  });

  test.each<[string, Partial<ChartRequest>, string]>([
    ['a currency that it does not quote in', { vsCurrency: 'jpy' }, 'unknown_currency 4'],
    ['that currency offline', { vsCurrency: 'jpy', offline: true }, 'unknown_currency 4'],
    ['a coin whose ticker is not known', { coin: 'my-own-coin' }, 'unknown_ticker 2'],
    ['a coin that it does not list', { coin: 'solana' }, 'unknown_product 4'],
    ['a pair in another currency', { product: 'BTC-XYZ' }, 'another_currency 2'],
    ['offline, with nothing stored', { offline: true }, 'not_stored 4'],
  ])('%s is refused', async (_, overrides, expected) => {
    await using here = await exchangeWorld(name);
    expect(await codeOf(here.fetch(overrides))).toBe(expected);
    expect(await here.stored()).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['no array', { a: 1 }],
    ['candles that are short', [[1, 2]]],
    ['texts that are no numbers', [[FIRST * DAY_MS, 'x', 'x', 'x', 'x', 'x', 1, 'x']]],
  ])('an answer that is %s is refused', async (_, body) => {
    await using here = await exchangeWorld(name, { instead: () => json(body) });
    expect(await codeOf(here.fetch())).toBe('malformed_answer 4');
    expect(await here.stored()).toBeUndefined();
  });

  test('offline its stored days are used, and they are never merged with CoinGecko’s', async () => {
    await using here = await exchangeWorld(name);
    await here.fetch();
    const { chart, history } = await here.ingest({ offline: true });
    expect(chart.source).toBe(name);
    expect(history.observations.every(({ retrieval }) => retrieval.source === name)).toBe(true);
    const own = { coin: 'bitcoin', vsCurrency: name === 'binance' ? 'usdt' : 'usd' };
    expect(await readStoredChart(here.context.workspace, own)).toBeUndefined();
  });

  test('where it cannot be asked, what is stored will do only for whoever says so', async () => {
    await using here = await exchangeWorld(name);
    await here.fetch();
    await here.server[Symbol.asyncDispose]();
    here.moveTo('2026-06-25T12:00:00Z');
    expect(await codeOf(here.ingest())).toBe('unreachable 4');
    expect((await here.ingest({ storedWillDo: true })).chart.observations.at(-1)?.date).toBe('2026-06-15');
  });
});

test('Binance: a country where it is not offered is told as such', async () => {
  await using here = await exchangeWorld('binance', { instead: () => json({}, 451) });
  await expect(here.fetch()).rejects.toThrow(/not offered where you are/);
});

test('a pair is kept: it need not be named again, and another one is refused', async () => {
  await using here = await exchangeWorld('coinbase');
  await here.fetch({ coin: 'my-own-coin', product: 'BTC-USD' });
  here.moveTo('2026-06-20T12:00:00Z');
  expect(await here.fetch({ coin: 'my-own-coin' })).toMatchObject({ added: 5 });
  here.moveTo('2026-06-21T12:00:00Z');
  expect(await codeOf(here.fetch({ coin: 'my-own-coin', product: 'ETH-USD' }))).toBe('another_product 3');
});
