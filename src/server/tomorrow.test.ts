import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { addDays } from '../dates.ts';
import { UsageError } from '../errors.ts';
import { importFile } from '../market-data/import-file.ts';
import { forecastJson } from '../results/forecast.ts';
import { type Answer, apiChart, coingeckoServer, endpointOf, json } from '../testing/coingecko-server.ts';
import { chartRequestFor } from '../testing/context.ts';
import { jsonOf, trainedServers } from '../testing/server.ts';
import { forecastAndLog } from '../training/log-forecast.ts';

const trainedServer = trainedServers();

it('is what this thread would answer, to the last digit', async () => {
  const { url, context, run } = await trainedServer();
  const request = { ...chartRequestFor({ source: 'auto', offline: true }), isLogged: false };
  const made = await listen(forecastAndLog(run, request, context));
  const expected = forecastJson(made, made.run, { explain: true });
  const answer = await jsonOf(fetch(`${url}/forecast/bitcoin?explain=true`));
  // The clock of the other thread goes on, that of this test stands still.
  expect(answer).toEqual({ ...JSON.parse(JSON.stringify(expected)), data_age_hours: expect.closeTo(12, 1) });
});

it('keeps no other request waiting while years of days are read', async () => {
  const { url, context, run } = await trainedServer();
  const file = join(context.workspace.root, 'older.csv');
  const rows = Array.from({ length: 4900 }, (_, i) => `${addDays('2010-07-01', i)},${100 + (i % 7)},1e8,1e6`);
  await writeFile(file, ['date,price,market_cap,total_volume', ...rows].join('\n'));
  await listen(importFile({ coin: 'bitcoin', vsCurrency: 'usd', file }, context));
  const request = { ...chartRequestFor({ source: 'auto', offline: true }), isLogged: false };
  const here: number[] = [];
  const held: number[] = [];
  // The least of three: this machine may be busy with something else meanwhile.
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    await listen(forecastAndLog(run, request, context));
    here.push(performance.now() - start);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    expect((await fetch(`${url}/forecast/bitcoin`)).status).toBe(200);
    delay.disable();
    held.push(delay.max / 1e6);
  }
  expect(Math.min(...held)).toBeLessThan(Math.min(...here) / 3);
});

describe('from days that CoinGecko has to be asked for', () => {
  const now = new Date('2026-02-02T12:00:00Z');
  const asking = async (answer: Answer) => {
    const server = await coingeckoServer(answer);
    const made = await trainedServer(
      { offline: false },
      { now: () => now, coingecko: async () => endpointOf(server) },
    );
    const response = await fetch(`${made.url}/forecast/bitcoin`);
    await server[Symbol.asyncDispose]();
    return { ...made, asked: server.requests.length, status: response.status, body: await jsonOf(response) };
  };

  it('is of the newest of them', async () => {
    const { status, body, asked } = await asking(json(apiChart(365, now)));
    expect(asked).toBe(1);
    expect(status).toBe(200);
    expect(body.as_of).toBe('2026-02-02');
  });

  it('is 502 where CoinGecko does not know the coin', async () => {
    const { status, body } = await asking(json({ error: 'coin not found' }, 404));
    expect(status).toBe(502);
    expect(body.detail).toMatch(/^CoinGecko knows no coin "bitcoin"; /);
  });

  it('is of what is stored where CoinGecko fails, and the log says so', async () => {
    const { status, body, lines } = await asking(json({ error: 'broken' }, 400));
    expect(status).toBe(200);
    expect(body.as_of).toBe('2026-01-31');
    expect(lines).toContainEqual({
      level: 'warn',
      msg: expect.stringMatching(/^CoinGecko: broken; using the bundled snapshot/),
    });
  });

  it('says what is wrong with its address once it has to be asked', async () => {
    const coingecko = async () => {
      throw new UsageError({
        code: 'invalid_plan',
        message: 'COINGECKO_PLAN cannot be "x"',
        hint: 'unset it',
      });
    };
    const detail = async (offline: boolean) => {
      const { url } = await trainedServer({ offline }, { now: () => now, coingecko });
      const response = await fetch(`${url}/forecast/bitcoin`);
      return [response.status, (await jsonOf(response)).detail];
    };
    expect(await detail(false)).toEqual([500, 'COINGECKO_PLAN cannot be "x"; unset it']);
    expect(await detail(true)).toEqual([200, undefined]);
  });
});

it('is 503 where the stored days are damaged', async () => {
  const { url, context } = await trainedServer();
  const folder = join(context.workspace.root, 'data/raw');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'bitcoin_usd.json'), '{');
  const response = await fetch(`${url}/forecast/bitcoin`);
  expect(response.status).toBe(503);
  expect((await jsonOf(response)).detail).toMatch(/bitcoin_usd\.json/);
});
