import type { Context } from '../../context.ts';
import type { ExchangeName } from '../../domain.ts';
import type { Source } from './source.ts';

export type LiveName = 'coingecko' | ExchangeName;

/** Every source on the network, loaded when it is asked. */
const live: Readonly<Record<LiveName, (context: Context) => Promise<Source>>> = {
  coingecko: async (context) => (await import('./coingecko/source.ts')).openCoingecko(context),
  coinbase: async (context) => (await import('./coinbase/source.ts')).openCoinbase(context),
  binance: async (context) => (await import('./binance/source.ts')).openBinance(context),
};

export function openSource(name: LiveName, context: Context): Promise<Source> {
  return live[name](context);
}
