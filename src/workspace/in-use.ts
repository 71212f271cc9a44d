import { type Market, type MarketTarget, type TargetName, targetNames } from '../domain.ts';

/** The key of a market and its target in `current.json`; that of direction is not named. */
export function marketKey({ coin, vsCurrency, target = 'direction' }: MarketTarget): string {
  return target === 'direction' ? `${coin}_${vsCurrency}` : `${coin}_${vsCurrency}_${target}`;
}

/** The market and target that a key names; undefined where it names none. */
export function marketOfKey(key: string): (Market & { readonly target: TargetName }) | undefined {
  const target = targetNames.find((name) => key.endsWith(`_${name}`)) ?? 'direction';
  const market = target === 'direction' ? key : key.slice(0, -target.length - 1);
  const [, coin, vsCurrency] = /^(.+)_([a-z]+)$/.exec(market) ?? [];
  return coin === undefined || vsCurrency === undefined ? undefined : { coin, vsCurrency, target };
}

/** Whether forecasts of its market are made with a run. */
export function isInUse(
  { id, model }: { readonly id: string; readonly model: MarketTarget },
  { current }: { readonly current: { readonly inUse: ReadonlyMap<string, string> } },
): boolean {
  return current.inUse.get(marketKey(model)) === id;
}
