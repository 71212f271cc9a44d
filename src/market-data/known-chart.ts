import type { Market } from '../domain.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readStoredChart } from './chart-store.ts';
import { type Notice, notice } from './notice.ts';
import { isBundled, readBundled } from './sources/bundled.ts';
import { chartOf, conflictsBetween, mergeCharts, type StoredChart } from './stored-chart.ts';

/** What is known of a market before anybody is asked. */
export interface Known {
  readonly stored: StoredChart | undefined;
  readonly bundled: StoredChart | undefined;
  /** The stored chart with the bundled snapshot beneath it. */
  readonly whole: StoredChart | undefined;
}

export async function readKnown(workspace: Workspace, market: Market): Promise<Known> {
  const bundled = await readSnapshot(market);
  const stored = await readStoredChart(workspace, market);
  return { stored, bundled, whole: stored && bundled ? mergeCharts(bundled, stored) : (stored ?? bundled) };
}

/** The snapshot that comes with the package, as if it had been retrieved on its newest day. */
export async function readSnapshot(market: Market): Promise<StoredChart | undefined> {
  if (!isBundled(market)) return undefined;
  const observations = await readBundled(market);
  const retrievedAt = `${observations.at(-1)?.date}T00:00:00.000Z`;
  return chartOf(market, observations, { source: 'bundled', retrievedAt, daysAsked: null });
}

/** Reports the settled days whose prices a new retrieval changes by over 1 %. */
export function* reportConflicts(known: StoredChart, retrieved: StoredChart): Generator<Notice, void, void> {
  const conflicts = conflictsBetween(known, retrieved);
  const [first] = conflicts;
  if (first === undefined) return;
  const others = conflicts.length > 1 ? ` and ${conflicts.length - 1} more` : '';
  yield notice(
    `${first.date}${others}: the new price differs by over 1 % from the stored one (${first.older} → ${first.newer}); the newer is used`,
  );
}
