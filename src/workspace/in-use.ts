import type { MarketTarget } from '../domain.ts';

/** The key of a market and its target in `current.json`; that of direction is not named. */
export function marketKey({ coin, vsCurrency, target = 'direction' }: MarketTarget): string {
  return target === 'direction' ? `${coin}_${vsCurrency}` : `${coin}_${vsCurrency}_${target}`;
}

/** Whether forecasts of its market are made with a run. */
export function isInUse(
  { id, model }: { readonly id: string; readonly model: MarketTarget },
  { current }: { readonly current: { readonly inUse: ReadonlyMap<string, string> } },
): boolean {
  return current.inUse.get(marketKey(model)) === id;
}
