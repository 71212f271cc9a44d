import type { CoingeckoEndpoint } from './market-data/sources/coingecko/endpoint.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Everything from outside that the pipeline depends on. It comes in at the top, once; tests hand in their own. */
export interface Context {
  readonly workspace: Workspace;
  readonly now: () => Date;
  /** Where CoinGecko is, and with which key. */
  readonly coingecko: () => Promise<CoingeckoEndpoint>;
  /** The environment: the addresses of exchanges, and proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What a file named `-` is. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}
