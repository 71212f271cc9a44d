import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listen } from '../async.ts';
import { addDays } from '../dates.ts';
import { readBundled } from '../market-data/sources/bundled.ts';
import { monitoredJson } from '../results/monitored.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, NOW, temporaryFolder, testContext } from '../testing/context.ts';
import { trainInto } from '../testing/server.ts';
import { monitoredText } from '../text/monitored.ts';
import { forecastAndLog } from '../training/log-forecast.ts';
import { featureTableFor, prepareMarket, purposeOf } from '../training/prepare.ts';
import { saveTraining } from '../training/save-training.ts';
import { train } from '../training/train-run.ts';
import { logForecast } from '../workspace/forecast-log.ts';
import { monitor } from './monitor.ts';

it('holds logged forecasts against the prices that came, the same however often it is asked', async () => {
  const context = await testContext();
  const run = await trainInto(context);
  for (const asOf of ['2026-01-28', '2026-01-29', '2026-01-30']) {
    await logForecast(context.workspace, run.model, {
      madeAt: `${asOf}T12:00:00.000Z`,
      asOf,
      for: addDays(asOf, 1),
      run: run.id,
      features: {},
      probability: 0.4,
      baseRate: run.baseRate,
    });
  }
  await listen(forecastAndLog(run, chartRequestFor(), context));
  const look = async () => monitoredJson(await listen(monitor(run, chartRequestFor(), context)));
  const report = await look();
  const prices = new Map((await readBundled(chartRequestFor())).map(({ date, price }) => [date, price ?? 0]));
  const downs = ['2026-01-28', '2026-01-29', '2026-01-30'].filter(
    (date) => (prices.get(addDays(date, 1)) ?? 0) <= (prices.get(date) ?? 0),
  ).length;
  expect(report.forecasts).toMatchObject({ resolved: 3, pending: 1, late: 0, accuracy: downs / 3 });
  expect(await look()).toEqual(report);
});

it.each([
  ['large_move', 'bitcoin', 'volatility', '2025-12-20'],
  ['beats_bitcoin', 'ethereum', 'market', '2024-11-10'],
] as const)(
  'holds forecasts of %s against its own labels, whatever the delay',
  async (target, coin, featureSet, first) => {
    const context = await testContext();
    const request = chartRequestFor({ coin });
    const settings = { ...defaultSettings, target, featureSet, delay: 2 };
    const run = await saveTraining(await listen(train(request, settings, context)), 365, context);
    const asOf = Array.from({ length: 40 }, (_, i) => addDays(first, i));
    const entry = (date: string, of: 'direction' | typeof target, probability: number) =>
      logForecast(context.workspace, run.model, {
        madeAt: `${date}T12:00:00.000Z`,
        asOf: date,
        for: addDays(date, 1),
        run: run.id,
        inUse: true,
        target: of,
        features: {},
        probability,
        baseRate: run.baseRate,
      });
    for (const date of asOf) await entry(date, target, 0.7);
    // Of another target of the same market: it counts there.
    for (const date of asOf) await entry(date, 'direction', 0.1);
    const report = await listen(monitor(run, request, context));
    const market = await listen(
      prepareMarket(chartRequestFor({ coin, days: 'max' }), purposeOf(run.model), context),
    );
    const table = featureTableFor(run.model, market);
    const labels = new Map(table.rows.map((row) => [row.date, row.target]));
    expect(report.forecasts.resolved.map((each) => [each.asOf, each.actual])).toEqual(
      asOf.map((date) => [date, labels.get(date)]),
    );
    const prices = new Map(market.history.map(({ date, price }) => [date, price]));
    const ups = asOf.filter((date) => (prices.get(addDays(date, 1)) ?? 0) > (prices.get(date) ?? 0));
    const ones = asOf.filter((date) => labels.get(date) === 1);
    expect(ones).not.toEqual(ups);
    expect(report.forecasts.all).toMatchObject({ n: 40, accuracy: ones.length / 40 });
    expect(monitoredJson(report).target).toBe(target);
    expect(monitoredText(report)).toContain(`for ${target}`);
    expect(monitoredText(report)).toContain(`--target ${target}`);
  },
);

it('counts 34 days that two runs forecast, copied over, as 34 forecasts of the run in use', async () => {
  const context = await testContext();
  const other = await trainInto(context, { l2: 2 });
  const run = await trainInto({ ...context, now: () => new Date(NOW.getTime() + 60_000) });
  const lines = Array.from({ length: 34 }, (_, i) => addDays('2025-12-20', i)).flatMap((asOf) =>
    [other, run].flatMap(({ id, baseRate }) =>
      Array.from({ length: 3 }, () =>
        JSON.stringify({
          made_at: `${asOf}T12:00:00.000Z`,
          as_of: asOf,
          for: addDays(asOf, 1),
          run: id,
          features: {},
          probability: id === run.id ? 0.4 : 0.9,
          base_rate: baseRate,
        }),
      ),
    ),
  );
  await mkdir(join(context.workspace.root, 'data', 'forecasts'), { recursive: true });
  await writeFile(join(context.workspace.root, 'data/forecasts/bitcoin_usd.jsonl'), lines.join('\n'));
  const { forecasts } = await listen(monitor(run, chartRequestFor(), context));
  expect(forecasts.resolved.map(({ probability }) => probability)).toEqual(Array(34).fill(0.4));
  expect(forecasts).toMatchObject({ pending: 0, late: 0, all: { n: 34 } });
});

it('finds the bundled bitcoin unchanged since the training, by limits of its own past', async () => {
  const context = await testContext();
  const run = await trainInto(context);
  const { drift, status, reasons } = await listen(monitor(run, chartRequestFor(), context));
  expect(drift.recent).toEqual({ from: '2025-12-03', to: '2026-01-31', rows: 60 });
  expect(drift.features.map(({ feature }) => feature)).toEqual([...run.model.features, 'log_return_1']);
  expect(drift.features.filter(({ drifted }) => drifted)).toEqual([]);
  // Two years of prices in raw units make no limit that could be reached; daily returns make one.
  expect(drift.features.at(-1)).toMatchObject({ feature: 'log_return_1', drifted: false });
  expect({ status, reasons }).toEqual({ status: 'ok', reasons: [] });
});

it('watches the market beside the model, and keeps the two apart', async () => {
  const context = await testContext();
  for (const featureSet of ['classic', 'returns'] as const) {
    const run = await trainInto(context, { featureSet });
    const report = monitoredJson(await listen(monitor(run, chartRequestFor(), context)));
    expect(report.drift.map(({ feature }) => feature)).toEqual(run.model.features);
    expect(report.market_drift.map(({ feature }) => feature)).toEqual(
      featureSet === 'classic' ? ['log_return_1'] : [],
    );
  }
});

it('warns of data that is stale', async () => {
  const context = await testContext();
  const run = await trainInto(context);
  const later = { ...context, now: () => new Date(NOW.getTime() + 3 * 86_400_000) };
  const { status, reasons } = await listen(monitor(run, chartRequestFor(), later));
  expect(status).toBe('warning');
  expect(reasons).toEqual(['the newest day is 3 days old']);
});

it('says so where the training saw newer days than there are, and how old the newest is', async () => {
  const context = await testContext();
  const run = await trainInto(context);
  const edited = { ...run, data: { ...run.data, from: '2999-01-01', to: '2999-12-31' } };
  const report = await listen(monitor(edited, chartRequestFor(), context));
  expect(report).toMatchObject({ status: 'warning', quality: { ageHours: 12 } });
  expect(report.reasons).toEqual(['the training saw days to 2999-12-31, and the newest known is older']);
  expect(JSON.stringify(monitoredJson(report)) + monitoredText(report)).not.toMatch(/Infinity|NaN/);
});

it('finds drift in 60 days of a market turned wild', async () => {
  const context = await testContext();
  const run = await trainInto(context);
  const bundled = await readBundled(chartRequestFor());
  const rows = Array.from({ length: 60 }, (_, i) => {
    const date = addDays('2026-02-01', i);
    return `${date},${84_000 * (i % 2 === 0 ? 1 : 1.45)},1600000000000,60000000000`;
  });
  const file = join(await temporaryFolder(), 'wild.csv');
  const lines = bundled.map(({ date, price, marketCap, totalVolume }) =>
    [date, price, marketCap, totalVolume].join(','),
  );
  await writeFile(file, ['date,price,market_cap,total_volume', ...lines, ...rows].join('\n'));
  const now = () => new Date('2026-04-01T12:00:00Z');
  const report = await listen(monitor(run, chartRequestFor({ from: file }), { ...context, now }));
  expect(report.status).toBe('drift');
  expect(report.drift.features.filter(({ drifted }) => drifted).map(({ feature }) => feature)).toContain(
    'price_volatility_14',
  );
});
