import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DAY_MS } from '../dates.ts';
import { type Answer, json, priceOn, text } from './coingecko-server.ts';

export interface ExchangeServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly requests: readonly Pick<IncomingMessage, 'url' | 'headers'>[];
}

export interface Listing {
  /** The day of the first candle, in days since 1970-01-01. */
  readonly first: number;
  /** The moment of asking: the running day is in the answer. */
  readonly now: () => Date;
  /** Whether nothing was traded on a day. */
  readonly isQuiet?: (day: number) => boolean;
  /** An answer in place of the usual one to the request of that number, from 0; undefined for the usual one. */
  readonly instead?: (request: number) => Answer | undefined;
}

/** Coinbase on loopback: `BTC-USD` alone, newest first, at most 300 candles, one before `start`. */
export function coinbaseServer(listing: Listing): Promise<ExchangeServer> {
  return exchangeServer(listing, (request) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    if (request.headers['user-agent'] === undefined) return json({ message: 'User-Agent' }, 400);
    if (url.pathname !== '/products/BTC-USD/candles') return json({ message: 'NotFound' }, 404);
    const [from, to] = ['start', 'end'].map((name) => Date.parse(url.searchParams.get(name) ?? '') / DAY_MS);
    if (from === undefined || to === undefined || to - from > 299) {
      return json({ message: 'granularity too small for the requested time range' }, 400);
    }
    const candles = daysOf(listing, from - 1, to).map((day) => {
      const close = closeOf(day);
      return [day * 86_400, close - 1, close + 1, close, close, 10 + (day % 3)];
    });
    return json(candles.toReversed());
  });
}

/** Binance on loopback: `BTCUSDT` alone, oldest first, texts for numbers. */
export function binanceServer(listing: Listing): Promise<ExchangeServer> {
  return exchangeServer(listing, (request) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    if (query.get('symbol') !== 'BTCUSDT') return json({ code: -1121, msg: 'Invalid symbol.' }, 400);
    const from = Math.ceil(Number(query.get('startTime')) / DAY_MS);
    const to = query.has('endTime') ? Math.floor(Number(query.get('endTime')) / DAY_MS) : 1e6;
    const klines = daysOf(listing, from, to).slice(0, Number(query.get('limit')));
    return json(
      klines.map((day) => {
        const close = String(closeOf(day));
        const [open, end] = [day * DAY_MS, (day + 1) * DAY_MS - 1];
        return [open, close, close, close, close, '10', end, String(closeOf(day) * 10), 5, '1', '1', '0'];
      }),
    );
  });
}

/** Says that the limit is reached. */
export const limitReached = (status: number): Answer => text('', status, { 'retry-after': '0' });

/** The close of a UTC day: what the price is at the next day's 00:00. */
export function closeOf(day: number): number {
  return priceOn(day + 1);
}

function daysOf({ first, now, isQuiet = () => false }: Listing, from: number, to: number): readonly number[] {
  const running = Math.floor(now().getTime() / DAY_MS);
  const start = Math.max(first, from);
  const length = Math.max(0, Math.min(running, to) - start + 1);
  return Array.from({ length }, (_, i) => start + i).filter((day) => !isQuiet(day));
}

async function exchangeServer(
  { instead = () => undefined }: Listing,
  usual: (request: IncomingMessage) => Answer,
): Promise<ExchangeServer> {
  const requests: Pick<IncomingMessage, 'url' | 'headers'>[] = [];
  const server = createServer((request, response) => {
    const answer = instead(requests.length) ?? usual(request);
    requests.push({ url: request.url, headers: request.headers });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
