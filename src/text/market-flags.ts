import { exchanges, isExchange, type Market, type Source } from '../domain.ts';

interface NamedMarket extends Market {
  readonly source: Source;
  /** The features that are to be computed of it, where they are known. */
  readonly features?: readonly string[];
}

/** The flags that name a market again: its currency unless it is the usual one, and the files it came from. */
export function marketFlags({ coin, vsCurrency, source, features = [] }: NamedMarket): string {
  const isBesideBitcoin = features.some((feature) => feature.includes('bitcoin'));
  return [
    `--coin ${coin}`,
    ...(vsCurrency === usualCurrency(source) ? [] : [`--vs ${vsCurrency}`]),
    ...(isExchange(source) ? [`--source ${source}`] : []),
    ...(source === 'csv' ? ['--from FILE', ...(isBesideBitcoin ? ['--bitcoin-from FILE'] : [])] : []),
  ].join(' ');
}

function usualCurrency(source: Source): string {
  return isExchange(source) ? exchanges[source].vsCurrencies[0] : 'usd';
}
