import type { Room } from '../../layout.ts';

/** Whether the Monitor screen shows drift and forecasts at once. */
export function showsWholeMonitor({ kind, height, isHeard }: Room): boolean {
  return isHeard === true || (kind !== 'narrow' && height >= 30);
}
