import type { Binding, KeyMode } from './binding.ts';
import { always, digits, everywhere } from './everywhere.ts';

/** Every key of a mode. What is first wins. */
export function bindingsOf({ keys, common }: KeyMode): readonly Binding[] {
  if (common === 'none') return [...keys, ...always];
  return [...keys, ...(common === 'all' ? [digits] : []), ...everywhere, ...always];
}
