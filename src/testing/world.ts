import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, DAY_MS, daysBetween } from '../dates.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { fetchChart } from '../market-data/fetch.ts';
import { importFile } from '../market-data/import-file.ts';
import { ingest } from '../market-data/ingest.ts';
import { type Answer, apiChart, coingeckoServer, endpointOf, json, priceOn } from './coingecko-server.ts';
import { chartRequestFor, testContext } from './context.ts';

/** When a world begins. */
export const TODAY = new Date('2026-06-15T12:00:00Z');
export const AUTO = { source: 'auto', coin: 'solana' } as const;
/** So long after that. */
export const later = (days: number, hours = 0) =>
  new Date(TODAY.getTime() + days * DAY_MS + hours * 3_600_000);

export interface World {
  readonly plan?: 'demo' | 'pro';
  /** How CoinGecko answers; by default as it would. */
  readonly answer?: Answer;
}

/** A workspace and a CoinGecko of a test's own, whose clock the test sets. */
export async function world({ plan = 'demo', answer }: World = {}) {
  let now = TODAY;
  const asked: (string | null)[] = [];
  const server = await coingeckoServer((request, response) => {
    const days = new URL(request.url ?? '', 'http://localhost').searchParams.get('days');
    asked.push(days);
    (answer ?? json(apiChart(days === 'max' ? 900 : Number(days), now)))(request, response);
  });
  const context = await testContext({ now: () => now, coingecko: async () => endpointOf(server, { plan }) });
  const listenTo = async <Result>(work: AsyncGenerator<IngestProgress, Result, void>) => {
    const notices: string[] = [];
    for (;;) {
      const step = await work.next();
      if (step.done) return { result: step.value, notices };
      if (step.value.kind === 'notice') notices.push(step.value.message);
    }
  };
  return {
    asked,
    context,
    moveTo: (moment: Date) => {
      now = moment;
    },
    ingest: (overrides: Partial<ChartRequest> = {}) =>
      listenTo(ingest(chartRequestFor({ ...AUTO, ...overrides }), context)),
    fetch: (overrides: Partial<ChartRequest> = {}) =>
      listenTo(fetchChart(chartRequestFor({ ...AUTO, ...overrides }), context)),
    importDays: async (from: string, to: string, coin: string = AUTO.coin) => {
      const file = join(context.workspace.root, `${from}.csv`);
      const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
      const rows = days.map((date) => `${date},${priceOn(Date.parse(date) / DAY_MS)},1e8,1e6`);
      await writeFile(file, ['date,price,market_cap,total_volume', ...rows].join('\n'));
      return listenTo(importFile({ coin, vsCurrency: 'usd', file }, context));
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
