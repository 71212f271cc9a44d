import { defaultTask, exchanges, isExchange, type Market, type Source, type TargetName } from '../domain.ts';

interface NamedMarket extends Market {
  readonly source: Source;
  /** The features that are to be computed of it, where they are known. */
  readonly features?: readonly string[];
  /** What is forecast of it; a direction where nothing is said. */
  readonly target?: TargetName;
}

/**
 * The flags that name a market again: its currency and target unless they are the usual ones, and where it came from.
 */
export function marketFlags({
  coin,
  vsCurrency,
  source,
  features = [],
  target = defaultTask.target,
}: NamedMarket): string {
  const isBesideBitcoin = features.some((feature) => feature.includes('bitcoin'));
  return [
    `--coin ${coin}`,
    ...(vsCurrency === usualCurrency(source) ? [] : [`--vs ${vsCurrency}`]),
    ...(target === defaultTask.target ? [] : [`--target ${target}`]),
    ...(isExchange(source) ? [`--source ${source}`] : []),
    ...(source === 'csv' ? ['--from FILE', ...(isBesideBitcoin ? ['--bitcoin-from FILE'] : [])] : []),
  ].join(' ');
}

function usualCurrency(source: Source): string {
  return isExchange(source) ? exchanges[source].vsCurrencies[0] : 'usd';
}
