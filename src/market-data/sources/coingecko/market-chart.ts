import * as v from 'valibot';
import { reporting } from '../../../async.ts';
import { HOUR_MS } from '../../../dates.ts';
import type { Days, Market, Observation } from '../../../domain.ts';
import { SourceError } from '../../../errors.ts';
import { nearestCoins } from '../../coins.ts';
import { isObservable, observationsOf, type Point } from '../../points.ts';
import { type CoingeckoEndpoint, getJson, type RequestProgress } from './client.ts';
import { searchCoins } from './search.ts';

export interface MarketChartRequest extends Market {
  readonly days: Days;
  readonly now: Date;
  readonly signal: AbortSignal;
}

const timestamp = v.pipe(v.number('is not a number'), v.finite('is not a finite number'));
const observable = v.pipe(v.number('is not a number'), v.check(isObservable, 'is too large or too small'));
const value = v.nullable(observable);
const price = v.nullable(v.pipe(observable, v.gtValue(0, 'is not above 0')));

const seriesOf = <Value extends v.GenericSchema>(valueSchema: Value) =>
  v.array(v.tuple([timestamp, valueSchema], 'is not a timestamp and a value'), 'is not an array');

const answer = v.object(
  { prices: seriesOf(price), market_caps: seriesOf(value), total_volumes: seriesOf(value) },
  ({ expected }) => (expected === 'Object' ? 'is not an object' : 'is missing'),
);

/** Any moment before this, in milliseconds, is a moment of this century in seconds. */
const SECONDS_END = 1e11;

/** A suggestion is worth a short wait only. */
const LONGEST_SEARCH_MS = 2_000;

/** Fetches the daily observations of a market from CoinGecko, as many of the newest days as asked for. */
export function fetchMarketChart(
  endpoint: CoingeckoEndpoint,
  request: MarketChartRequest,
): AsyncGenerator<RequestProgress, readonly Observation[], void> {
  const { coin, vsCurrency, days, signal, now } = request;
  return reporting(async (report) => {
    const body = await getJson(endpoint, {
      path: `coins/${encodeURIComponent(coin)}/market_chart`,
      query: { vs_currency: vsCurrency, days, interval: 'daily', precision: 'full' },
      signal,
      report,
    }).catch(async (error: unknown) => {
      throw await withSuggestions(error, endpoint, request);
    });
    return readMarketChart(body, now);
  });
}

/**
 * The observations in CoinGecko's answer. Its three series are joined by timestamp.
 *
 * @throws {SourceError} that names the value that cannot be used
 */
function readMarketChart(body: unknown, now: Date): readonly Observation[] {
  const parsed = v.safeParse(answer, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue);
    throw malformed(place === null ? 'it is not a market chart' : `${place} ${issue.message}`);
  }
  const { prices, market_caps, total_volumes } = parsed.output;
  if (!prices.some(([, price]) => price !== null)) {
    throw new SourceError({
      code: 'no_data',
      message: 'CoinGecko has no data for this coin and currency',
      hint: 'choose another coin, or import a CSV with fetch --from',
    });
  }
  const marketCaps = new Map(market_caps);
  const totalVolumes = new Map(total_volumes);
  return observationsOf(
    prices.map(([timestamp, price]): Point => {
      if (timestamp < SECONDS_END) throw malformed(`the timestamp ${timestamp} is in seconds`);
      if (timestamp > now.getTime() + HOUR_MS) throw malformed(`the timestamp ${timestamp} is in the future`);
      return {
        timestamp,
        price,
        marketCap: marketCaps.get(timestamp) ?? null,
        totalVolume: totalVolumes.get(timestamp) ?? null,
      };
    }),
    { retrievedAt: now },
  ).observations;
}

async function withSuggestions(
  error: unknown,
  endpoint: CoingeckoEndpoint,
  { coin, signal }: MarketChartRequest,
): Promise<unknown> {
  if (!(error instanceof SourceError) || error.code !== 'unknown_coin') return error;
  const search = { query: coin, signal, deadlineMs: LONGEST_SEARCH_MS };
  const found = await searchCoins(endpoint, search).catch(() => []);
  const ids = [...new Set([...found.map(({ id }) => id), ...nearestCoins(coin)])].slice(0, 3);
  return new SourceError({
    code: 'unknown_coin',
    message: `CoinGecko knows no coin ${JSON.stringify(coin)}`,
    hint: `did you mean ${ids.join(', ')}?`,
  });
}

function malformed(what: string): SourceError {
  return new SourceError({
    code: 'malformed_answer',
    message: `CoinGecko's answer cannot be used: ${what}`,
    hint: 'try again later, or use --offline',
  });
}
