import type { Viewport } from '../../layout.ts';

/** Whether the Monitor screen shows drift and forecasts at once. */
export function showsWholeMonitor({ kind, height, isHeard }: Viewport): boolean {
  return isHeard === true || (kind !== 'narrow' && height >= 30);
}
