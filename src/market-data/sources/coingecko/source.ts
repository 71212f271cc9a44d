import { reporting } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import { SourceError } from '../../../errors.ts';
import { nearestCoins } from '../../coins.ts';
import { getJson, type Server } from '../http.ts';
import type { Source } from '../source.ts';
import { readMarketChart } from './market-chart.ts';
import { searchCoins } from './search.ts';
import { coingeckoServer } from './server.ts';

const FREE_PLAN_DAYS = 365;
/** A suggestion is worth a short wait only. */
const LONGEST_SEARCH_MS = 2_000;

/** CoinGecko: every coin, with its market cap; a free plan goes back 365 days. */
export async function openCoingecko(context: Context): Promise<Source> {
  const endpoint = await context.coingecko();
  const server = coingeckoServer(endpoint, context);
  const { now, signal } = context;
  return {
    title: server.title,
    reach: endpoint.plan === 'pro' ? 'max' : FREE_PLAN_DAYS,
    fetch: async function* ({ coin, vsCurrency, days }) {
      const body = yield* reporting((report) =>
        getJson(server, {
          path: `coins/${encodeURIComponent(coin)}/market_chart`,
          query: { vs_currency: vsCurrency, days, interval: 'daily', precision: 'full' },
          signal,
          report,
        }).catch(async (error: unknown) => {
          throw await withSuggestions(error, server, { coin, signal });
        }),
      );
      return { observations: yield* readMarketChart(body, now()) };
    },
  };
}

async function withSuggestions(
  error: unknown,
  server: Server,
  { coin, signal }: { readonly coin: string; readonly signal: AbortSignal },
): Promise<unknown> {
  if (!(error instanceof SourceError) || error.code !== 'unknown_coin') return error;
  const search = { query: coin, signal, deadlineMs: LONGEST_SEARCH_MS };
  const found = await searchCoins(server, search).catch(() => []);
  const ids = [...new Set([...found.map(({ id }) => id), ...nearestCoins(coin)])].slice(0, 3);
  return new SourceError({
    code: 'unknown_coin',
    message: `CoinGecko knows no coin ${JSON.stringify(coin)}`,
    hint: ids.length > 0 ? `did you mean ${ids.join(', ')}?` : error.hint,
  });
}
