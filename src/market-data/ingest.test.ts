import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listen } from '../async.ts';
import { daysBetween, utcDate } from '../dates.ts';
import type { ExpectedError } from '../errors.ts';
import { apiChart, json, silence } from '../testing/coingecko-server.ts';
import { chartRequestFor } from '../testing/context.ts';
import { AUTO, later, TODAY, world } from '../testing/world.ts';
import type { ChartRequest } from './chart-request.ts';
import { readStoredChart } from './chart-store.ts';
import { fetchChart } from './fetch.ts';
import { importFile } from './import-file.ts';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: ExpectedError) => `${error.code} ${error.exitCode}`,
  );

describe('what CoinGecko is asked for', () => {
  test('all that is wanted, where a short import is all there is', async () => {
    await using here = await world();
    await here.importDays('2026-06-01', '2026-06-10');
    const { result } = await here.ingest({ days: 365, refresh: true });
    expect(here.asked).toEqual(['365']);
    expect(result.chart.observations).toHaveLength(365);
  });

  test.each([
    ['demo', 365, '365'],
    ['demo', 30, '30'],
    ['demo', 800, '365'],
    ['demo', 'max', '365'],
    ['pro', 800, '800'],
    ['pro', 'max', 'max'],
  ] as const)('at first, on a %s plan, of %s days, is %s', async (plan, days, expected) => {
    await using here = await world({ plan });
    await here.fetch({ days });
    expect(here.asked).toEqual([expected]);
  });

  test.each([
    [1, '3'],
    [10, '12'],
    [362, '364'],
    [400, '365'],
  ])('%d days later is what is missing and two days of overlap, at most 365: %s', async (days, expected) => {
    await using here = await world();
    await here.fetch();
    here.moveTo(later(days));
    await here.fetch();
    expect(here.asked).toEqual(['365', expected]);
  });

  test('is two days where nothing is missing and it is asked even so', async () => {
    await using here = await world();
    await here.fetch();
    await here.fetch({ refresh: true });
    expect(here.asked).toEqual(['365', '2']);
  });

  test('is everything where the store does not go back far enough', async () => {
    await using here = await world();
    await here.fetch({ days: 30 });
    await here.fetch({ days: 365 });
    expect(here.asked).toEqual(['30', '365']);
  });

  test('on a paid plan is everything, however much a free one had given', async () => {
    await using here = await world({ plan: 'pro' });
    await here.fetch({ days: 365 });
    await here.fetch({ days: 800 });
    await here.fetch({ days: 'max' });
    await here.fetch({ days: 'max' });
    expect(here.asked).toEqual(['365', '800', 'max']);
  });

  test('is not what it did not have before', async () => {
    await using here = await world({ answer: json(apiChart(50, TODAY)) });
    await here.fetch();
    await here.fetch({ refresh: true });
    expect(here.asked).toEqual(['365', '2']);
  });

  test('closes a hole that an import left', async () => {
    await using here = await world();
    await here.importDays('2025-01-01', '2026-05-01');
    await here.importDays('2026-05-11', '2026-06-10');
    await here.fetch();
    expect(here.asked).toEqual([String(daysBetween('2026-05-02', '2026-06-15') + 1 + 2)]);
    const chart = await readStoredChart(here.context.workspace, { coin: 'solana', vsCurrency: 'usd' });
    expect(chart?.observations).toHaveLength(daysBetween('2025-01-01', '2026-06-15') + 1);
  });
});

describe('where a chart comes from', () => {
  test('is CoinGecko at first, and the store while that has the newest complete day', async () => {
    await using here = await world();
    expect((await here.fetch()).result.source).toBe('coingecko');
    here.moveTo(later(0, 11));
    expect((await here.ingest()).result.chart.source).toBe('cache');
    expect(here.asked).toHaveLength(1);
  });

  test('is the store while it was fetched within the maximal age, although a newer day is out', async () => {
    await using here = await world();
    here.moveTo(later(0, 11));
    await here.fetch();
    here.moveTo(later(0, 16));
    expect((await here.ingest()).result.chart.source).toBe('cache');
    expect((await here.ingest({ maxAgeMs: 3_600_000 })).result.chart.source).toBe('coingecko');
  });

  test('ten minutes after midnight the new day counts as complete, and not before', async () => {
    await using here = await world();
    await here.fetch();
    here.moveTo(new Date('2026-06-16T00:09:00Z'));
    await here.ingest({ maxAgeMs: 0 });
    expect(here.asked).toHaveLength(1);
    here.moveTo(new Date('2026-06-16T00:10:00Z'));
    await here.ingest({ maxAgeMs: 0 });
    expect(here.asked).toEqual(['365', '3']);
  });

  test('is what is stored, with a notice, where CoinGecko fails', async () => {
    await using here = await world({ answer: json({ error: 'busy' }, 400) });
    await here.importDays('2025-01-01', '2026-06-01');
    const { result, notices } = await here.ingest();
    expect(result.chart.source).toBe('cache');
    expect(notices).toEqual(['CoinGecko: busy; using the stored chart, to 2026-06-01']);
  });

  test('is the bundled snapshot, with a notice, where nothing is stored', async () => {
    await using here = await world({ answer: json({ error: 'busy' }, 400) });
    const { result, notices } = await here.ingest({ coin: 'bitcoin' });
    expect(result.chart.source).toBe('bundled');
    expect(notices).toEqual([expect.stringMatching(/busy; using the bundled snapshot, to \d{4}-\d\d-\d\d$/)]);
  });

  test.each([
    ['an unknown coin', json({ error: 'coin not found' }, 404), 'unknown_coin 4'],
    ['an unknown currency', json({ error: 'invalid vs_currency' }, 400), 'unknown_currency 4'],
  ])('%s is an error although there is something else', async (_, answer, expected) => {
    await using here = await world({ answer });
    await here.importDays('2025-01-01', '2026-06-01');
    expect(await codeOf(here.ingest())).toBe(expected);
  });

  test.each<[string, Partial<ChartRequest>, string]>([
    ['CoinGecko fails and nothing is known', {}, 'source_failed 4'],
    ['only CoinGecko was allowed', { source: 'coingecko', coin: 'bitcoin' }, 'source_failed 4'],
    ['only the store was allowed', { source: 'cache', coin: 'bitcoin' }, 'not_stored 4'],
    ['only a snapshot was allowed', { source: 'bundled' }, 'not_bundled 4'],
    ['offline nothing is known', { offline: true }, 'not_stored 4'],
    ['offline CoinGecko was demanded', { offline: true, source: 'coingecko' }, 'offline 4'],
  ])('it is an error where %s', async (_, overrides, expected) => {
    await using here = await world({ answer: json({ error: 'busy' }, 400) });
    expect(await codeOf(here.ingest(overrides))).toBe(expected);
  });

  test('offline never touches the network', async () => {
    await using here = await world({ answer: silence });
    await here.importDays('2025-01-01', '2026-06-01');
    const { result, notices } = await here.ingest({ offline: true, refresh: true });
    expect([result.chart.source, here.asked.length]).toEqual(['cache', 0]);
    expect(notices).toEqual(['offline: using the stored chart, to 2026-06-01']);
  });

  test('the store has the bundled snapshot beneath it', async () => {
    await using here = await world();
    await here.importDays('2026-01-25', '2026-06-14', 'bitcoin');
    const { result } = await here.ingest({ coin: 'bitcoin', days: 'max', offline: true });
    expect(result.chart.observations.length).toBeGreaterThan(800);
    expect(result.chart.observations.find(({ date }) => date === '2026-01-25')?.marketCap).toBe(1e8);
  });

  test('a file is only that file, and is not stored', async () => {
    await using here = await world({ answer: silence });
    const file = join(here.context.workspace.root, 'mine.csv');
    await writeFile(file, 'date,price,market_cap,total_volume\n2020-01-01,1,1,1\n2020-01-02,2,1,1\n');
    const { result } = await here.ingest({ from: file });
    expect(result).toMatchObject({ chart: { source: 'csv' }, retrieved: undefined });
    expect(result.chart.observations).toHaveLength(2);
    expect(
      await readStoredChart(here.context.workspace, { coin: 'solana', vsCurrency: 'usd' }),
    ).toBeUndefined();
  });
});

describe('the days that are used', () => {
  test('are the newest of those asked for', async () => {
    await using here = await world();
    const { result } = await here.ingest({ days: 10 });
    expect(result.chart.observations.map(({ date }) => date)).toEqual(
      Array.from({ length: 10 }, (_, i) => utcDate(later(i - 9).getTime())),
    );
  });

  test.each([
    ['2026-05-01', '2026-06-01', 30, 46],
    ['2026-05-01', '2026-06-02', 31, 14],
  ])('end at a gap of over 30 days: %s, then %s, %d missing', async (last, next, missing, used) => {
    await using here = await world();
    await here.importDays('2026-04-01', last);
    await here.importDays(next, '2026-06-15');
    const { result, notices } = await here.ingest({ offline: true, days: 'max' });
    expect(daysBetween(last, next) - 1).toBe(missing);
    expect(result.chart.observations).toHaveLength(missing > 30 ? used : 31 + 15);
    expect(notices.some((notice) => notice.includes(`are missing before ${next}`))).toBe(missing > 30);
  });
});

describe('a fetch', () => {
  test('stores what came, and says what is stored and how much of it is new', async () => {
    await using here = await world();
    expect((await here.fetch()).result).toMatchObject({ days: 365, added: 365, to: '2026-06-15' });
    here.moveTo(later(10));
    const { result } = await here.fetch();
    expect(result).toMatchObject({ days: 375, added: 10, from: '2025-06-16', to: '2026-06-25' });
    const chart = await readStoredChart(here.context.workspace, { coin: 'solana', vsCurrency: 'usd' });
    expect(chart?.observations).toHaveLength(375);
  });

  test('counts as new neither what the package brings nor what is stored already', async () => {
    await using here = await world();
    const offline = await here.fetch({ coin: 'bitcoin', offline: true });
    expect(offline.result).toMatchObject({ days: 731, added: 0, to: '2026-01-31' });
    // The 365 days to 15 June begin on 16 June 2025; what follows 31 January is new.
    const first = await here.fetch({ coin: 'bitcoin', refresh: true });
    expect(first.result).toMatchObject({ days: 731 + 135, added: 135 });
    expect((await here.fetch({ coin: 'bitcoin', refresh: true })).result.added).toBe(0);
    const imported = await here.importDays('2024-01-22', '2024-02-09', 'bitcoin');
    expect(imported.result).toMatchObject({ days: 731 + 135 + 10, added: 10 });
  });

  test('that fails leaves the store as it was', async () => {
    await using here = await world({ answer: json({ prices: 'x' }) });
    await here.importDays('2026-06-01', '2026-06-10');
    const before = await readStoredChart(here.context.workspace, { coin: 'solana', vsCurrency: 'usd' });
    expect(await codeOf(here.fetch({ source: 'coingecko' }))).toBe('malformed_answer 4');
    expect(await readStoredChart(here.context.workspace, { coin: 'solana', vsCurrency: 'usd' })).toEqual(
      before,
    );
  });

  test('that is interrupted is over at once, and stores nothing', async () => {
    await using here = await world({ answer: silence });
    const controller = new AbortController();
    const work = fetchChart(chartRequestFor(AUTO), { ...here.context, signal: controller.signal });
    await work.next();
    const next = work.next();
    controller.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    expect(
      await readStoredChart(here.context.workspace, { coin: 'solana', vsCurrency: 'usd' }),
    ).toBeUndefined();
  });

  test.each([
    ['the future', '2026-06-20,1,1,1\n2026-06-21,1,1,1', 'invalid_csv 3'],
    ['no price at all', '2026-06-01,,1,1', 'no_data 3'],
    ['only the running day', '2026-06-15T10:00:00Z,1,1,1', 'not_daily 3'],
  ])('from a file with %s is refused', async (_, rows, expected) => {
    await using here = await world();
    const file = join(here.context.workspace.root, 'mine.csv');
    await writeFile(file, `date,price,market_cap,total_volume\n${rows}\n`);
    expect(await codeOf(listen(importFile({ coin: 'solana', vsCurrency: 'usd', file }, here.context)))).toBe(
      expected,
    );
    expect(
      await readStoredChart(here.context.workspace, { coin: 'solana', vsCurrency: 'usd' }),
    ).toBeUndefined();
  });
});
