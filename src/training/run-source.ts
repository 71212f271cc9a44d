import { isExchange } from '../domain.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import type { TrainedRun } from '../run.ts';

/**
 * A request for the days that a run goes on with: those of the exchange that it was trained on, where it was and no
 * other source is named.
 */
export function requestForRun(
  request: ChartRequest,
  run: Pick<TrainedRun, 'data'> | undefined,
): ChartRequest {
  const source = run?.data.source;
  const isOpen = request.source === 'auto' && request.from === undefined;
  if (source === undefined || !isExchange(source) || !isOpen) return request;
  return { ...request, source, storedWillDo: true };
}
