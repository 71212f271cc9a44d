import type { Days, Market } from '../domain.ts';
import type { ChartRequest } from './chart-request.ts';
import { DEFAULT_MAX_AGE_MS } from './freshness.ts';

/** A request for what is on disk, whatever its age. */
export function requestOnDisk({ coin, vsCurrency }: Market, days: Days): ChartRequest {
  return {
    coin,
    vsCurrency,
    days,
    source: 'auto',
    offline: true,
    refresh: false,
    maxAgeMs: DEFAULT_MAX_AGE_MS,
  };
}
