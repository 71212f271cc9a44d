import * as v from 'valibot';
import { isCoin } from '../../identifiers.ts';
import type { KnownCoin } from '../coins.ts';
import { type CoingeckoEndpoint, getJson } from './client.ts';

const answer = v.object({
  coins: v.array(v.object({ id: v.string(), name: v.string(), symbol: v.string() })),
});

/** The coins that CoinGecko finds for a text, best first. Its words are shown: ids that no coin can have are left out. */
export async function searchCoins(
  endpoint: CoingeckoEndpoint,
  query: string,
  signal: AbortSignal,
): Promise<readonly KnownCoin[]> {
  const { coins } = v.parse(answer, await getJson(endpoint, { path: 'search', query: { query }, signal }));
  return coins.filter(({ id }) => isCoin(id));
}
