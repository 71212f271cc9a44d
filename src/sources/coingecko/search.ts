import * as v from 'valibot';
import type { KnownCoin } from '../coins.ts';
import { type CoingeckoEndpoint, getJson } from './client.ts';

const answer = v.object({
  coins: v.array(v.object({ id: v.string(), name: v.string(), symbol: v.string() })),
});

/** The coins that CoinGecko finds for a text, best first. */
export async function searchCoins(
  endpoint: CoingeckoEndpoint,
  query: string,
  signal: AbortSignal,
): Promise<readonly KnownCoin[]> {
  return v.parse(answer, await getJson(endpoint, { path: 'search', query: { query }, signal })).coins;
}
