import type { Context } from '../../context.ts';
import type { CoingeckoEndpoint } from '../../market-data/sources/coingecko/endpoint.ts';

/** What is asked of the other thread where a source is needed, which that thread does not know by itself. */
export interface Asking<Request> {
  readonly request: Request;
  readonly coingecko: CoingeckoEndpoint;
}

/** A context there that reaches the source, too. */
export function reaching(coingecko: CoingeckoEndpoint, context: Context): Context {
  return { ...context, coingecko: async () => coingecko };
}
