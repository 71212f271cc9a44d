import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { LoggedForecast } from '../results/logged-forecast.ts';
import { temporaryFolder } from '../testing/context.ts';
import { logForecast, readForecastLog } from './forecast-log.ts';

const market = { coin: 'bitcoin', vsCurrency: 'usd' };
const forecast: LoggedForecast = {
  madeAt: '2026-01-31T12:00:00.000Z',
  asOf: '2026-01-31',
  for: '2026-02-01',
  run: 'bitcoin-usd-1',
  features: { price: 84141.78 },
  probability: 0.4465,
  baseRate: 0.51,
};
const file = (root: string) => join(root, 'data', 'forecasts', 'bitcoin_usd.jsonl');

it('keeps one forecast a day and run: made again, the first one stands', async () => {
  const workspace = { root: await temporaryFolder() };
  expect(await logForecast(workspace, market, forecast)).toBe(true);
  expect(await logForecast(workspace, market, { ...forecast, probability: 0.9 })).toBe(false);
  expect(await logForecast(workspace, market, { ...forecast, run: 'bitcoin-usd-2' })).toBe(true);
  const { forecasts, skipped } = await readForecastLog(workspace, market);
  expect(forecasts).toEqual([forecast, { ...forecast, run: 'bitcoin-usd-2' }]);
  expect(skipped).toEqual([]);
});

it('loses none of many made at once', async () => {
  const workspace = { root: await temporaryFolder() };
  const runs = Array.from({ length: 20 }, (_, i) => `run-${i % 10}`);
  await Promise.all(runs.map((run) => logForecast(workspace, market, { ...forecast, run })));
  const { forecasts } = await readForecastLog(workspace, market);
  expect(forecasts.map(({ run }) => run).toSorted()).toEqual([...new Set(runs)].toSorted());
});

it('never follows a link', async () => {
  const workspace = { root: await temporaryFolder() };
  const outside = join(await temporaryFolder(), 'outside');
  await writeFile(outside, '');
  await mkdir(join(workspace.root, 'data', 'forecasts'), { recursive: true });
  await symlink(outside, file(workspace.root));
  await expect(logForecast(workspace, market, forecast)).rejects.toThrow('is a link');
  expect(await readFile(outside, 'utf8')).toBe('');
});
