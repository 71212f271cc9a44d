import type { Days, Market } from '../../domain.ts';
import type { ChartRequest } from '../../market-data/chart-request.ts';
import { DEFAULT_MAX_AGE_MS } from '../../market-data/freshness.ts';
import type { Work } from './work.ts';

/** A request for what is on disk, whatever its age. */
export function requestOnDisk(market: Market, days: Days): ChartRequest {
  return { ...market, days, source: 'auto', offline: true, refresh: false, maxAgeMs: DEFAULT_MAX_AGE_MS };
}

/** A path as it is typed: ~ is the home folder. */
export function expandHome(path: string, { env }: Work['context']): string {
  const home = env.HOME ?? env.USERPROFILE;
  return home !== undefined && /^~(?=$|[\\/])/.test(path) ? home + path.slice(1) : path;
}
