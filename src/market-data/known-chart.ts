import { isExchange } from '../domain.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ChartRequest } from './chart-request.ts';
import { readStoredChart } from './chart-store.ts';
import { isBundled, readBundled } from './sources/bundled.ts';
import { type ChartKey, chartOf, mergeCharts, type StoredChart } from './stored-chart.ts';

/** What is known of a market before anybody is asked. */
export interface Known {
  readonly stored: StoredChart | undefined;
  /** The stored chart with the bundled snapshot beneath it; an exchange's stands alone. */
  readonly whole: StoredChart | undefined;
}

/** Which stored chart a request is about. */
export function chartKeyOf({
  coin,
  vsCurrency,
  source,
}: Pick<ChartRequest, 'coin' | 'vsCurrency' | 'source'>): ChartKey {
  return { coin, vsCurrency, exchange: isExchange(source) ? source : undefined };
}

export async function readKnown(workspace: Workspace, key: ChartKey): Promise<Known> {
  const bundled = key.exchange === undefined ? await readSnapshot(key) : undefined;
  const stored = await readStoredChart(workspace, key);
  return { stored, whole: stored && bundled ? mergeCharts(bundled, stored) : (stored ?? bundled) };
}

/** The snapshot that comes with the package, beneath everything that was retrieved. */
export async function readSnapshot(key: ChartKey): Promise<StoredChart | undefined> {
  if (!isBundled(key)) return undefined;
  const observations = await readBundled(key);
  const retrievedAt = `${observations.at(-1)?.date}T00:00:00.000Z`;
  return chartOf(key, observations, { number: 0, source: 'bundled', retrievedAt, daysAsked: null });
}
