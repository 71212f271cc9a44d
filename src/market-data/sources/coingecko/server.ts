import type { Context } from '../../../context.ts';
import type { Server } from '../http.ts';
import type { CoingeckoEndpoint } from './endpoint.ts';
import { refusalIn } from './problems.ts';

/** CoinGecko as a server: the key goes into a header of its own. */
export function coingeckoServer(endpoint: CoingeckoEndpoint, { env }: Pick<Context, 'env'>): Server {
  const { baseUrl, apiKey, plan } = endpoint;
  return {
    title: 'CoinGecko',
    baseUrl,
    env,
    headers: apiKey === undefined ? {} : { [`x-cg-${plan}-api-key`]: apiKey },
    refusalIn: (answered) => refusalIn(answered, endpoint),
  };
}
