import * as v from 'valibot';
import { isCoin } from '../../../identifiers.ts';
import type { KnownCoin } from '../../coins.ts';
import { getJson, type Request, type Server } from '../http.ts';

const answer = v.object({
  coins: v.array(v.object({ id: v.string(), name: v.string(), symbol: v.string() })),
});

/**
 * The coins that CoinGecko finds for a text, best first. Its words are shown: what no coin can be called is left out.
 */
export async function searchCoins(
  server: Server,
  { query, ...request }: Pick<Request, 'signal' | 'deadlineMs'> & { readonly query: string },
): Promise<readonly KnownCoin[]> {
  const body = await getJson(server, { ...request, path: 'search', query: { query } });
  return v.parse(answer, body, { abortEarly: true }).coins.filter(({ id }) => isCoin(id));
}
