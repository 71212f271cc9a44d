import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import type { SavedRun } from '../workspace/runs.ts';
import type { Metrics } from './metrics.ts';
import type { Log } from './request-log.ts';

/** How long what was said of drift holds: features are one a day. */
const FRESH_MS = 3_600_000;

/**
 * Keeps the figures of drift up to date while someone reads them: the first reading starts the work, a later one has
 * its result. Only what is stored is looked at, so that reading figures never asks CoinGecko.
 */
export function createDriftWatch(
  context: Context,
  { metrics, log }: { readonly metrics: Metrics; readonly log: Log },
): (run: SavedRun | undefined) => void {
  let lookedAt: string | undefined;
  let madeAt = Number.NEGATIVE_INFINITY;
  const look = async (run: SavedRun) => {
    const { coin, vsCurrency } = run.model;
    const request = { coin, vsCurrency, days: 'max', source: 'auto', offline: true, refresh: false } as const;
    try {
      const { monitor } = await import('../monitoring/monitor.ts');
      const { status, drift } = await listen(monitor(run, { ...request, maxAgeMs: 0 }, context));
      if (lookedAt !== run.id) return;
      metrics.setDrift({
        status,
        features: drift.features.map(({ feature, psi, drifted }) => ({
          feature,
          psi: psi.value,
          drifted: drifted ?? false,
        })),
      });
    } catch (error) {
      if (!context.signal.aborted) {
        log({ level: 'warn', msg: `no figures of drift: ${error instanceof Error ? error.message : error}` });
      }
    }
  };
  return (run) => {
    const isFresh = run?.id === lookedAt && performance.now() - madeAt < FRESH_MS;
    if (isFresh) return;
    if (run?.id !== lookedAt) metrics.setDrift(undefined);
    lookedAt = run?.id;
    madeAt = performance.now();
    if (run) void look(run);
  };
}
