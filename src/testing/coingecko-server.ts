import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DAY_MS } from '../dates.ts';
import type { CoingeckoEndpoint } from '../market-data/sources/coingecko/endpoint.ts';

/** How the server treats one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface CoingeckoServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** What was asked so far: the path with its query, and the headers. */
  readonly requests: readonly Pick<IncomingMessage, 'url' | 'headers'>[];
}

/**
 * A server like CoinGecko on loopback. Requests get the answers in their order, and the last answer for ever;
 * `/search` has answers of its own.
 */
export async function coingeckoServer(
  answers: Answer | readonly Answer[],
  search: Answer = json({ coins: [] }),
): Promise<CoingeckoServer> {
  const script = Array.isArray(answers) ? [...answers] : [answers as Answer];
  const requests: Pick<IncomingMessage, 'url' | 'headers'>[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url, headers: request.headers });
    response.on('error', () => {});
    if (request.url?.includes('/search')) return search(request, response);
    const answer = script.length > 1 ? script.shift() : script[0];
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function endpointOf(
  { baseUrl }: CoingeckoServer,
  overrides: Partial<CoingeckoEndpoint> = {},
): CoingeckoEndpoint {
  return { baseUrl, apiKey: undefined, plan: 'demo', ...overrides };
}

/** Answers with a JSON document. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return text(JSON.stringify(body), status, { 'content-type': 'application/json', ...headers });
}

/** Answers with a text as it stands, whatever it is. */
export function text(body: string | Buffer, status = 200, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** Accepts the request and never answers. */
export const silence: Answer = () => {};

/** Sends headers and the start of a body, and never the rest. */
export const halfSilence: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"prices": [');
};

/** Sends a body that never ends, a little at a time. */
export const drip: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
};

/** Sends a body that never ends, as fast as the line takes it. */
export function flood(headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pour);
    pour();
  };
}

/** Breaks the connection before any answer. */
export const reset: Answer = (request) => void request.socket.resetAndDestroy();

/** Promises a longer body than it sends, and breaks the connection. */
export function cut(body: string, at: number): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) });
    response.write(body.slice(0, at), () => response.destroy());
  };
}

export type ApiPoint = readonly [timestamp: number, value: unknown];

export interface ApiChart {
  readonly prices: readonly ApiPoint[];
  readonly market_caps: readonly ApiPoint[];
  readonly total_volumes: readonly ApiPoint[];
}

/** A price that goes up and down without end, the same for a day whenever it is asked for. */
export function priceOn(day: number): number {
  return 100 + 10 * Math.sin(day) + 5 * Math.sin(day / 3.7) + 20 * Math.cos(day / 40);
}

/** So many days at 00:00 UTC up to a moment, and the point of that moment, as CoinGecko gives them. */
export function apiChart(days: number, now: Date, price: (day: number) => number = priceOn): ApiChart {
  const today = Math.floor(now.getTime() / DAY_MS);
  const timestamps = Array.from({ length: days }, (_, i) => (today - days + 1 + i) * DAY_MS);
  const series = (value: (day: number) => number): ApiPoint[] =>
    [...timestamps, now.getTime()].map((timestamp) => [timestamp, value(Math.floor(timestamp / DAY_MS))]);
  return {
    prices: series(price),
    market_caps: series((day) => price(day) * 1e6),
    total_volumes: series((day) => price(day) * 1e4),
  };
}

/** Answers every market chart as CoinGecko would, now. */
export const marketChart: Answer = (request, response) => {
  const asked = new URL(request.url ?? '', 'http://localhost').searchParams.get('days');
  json(apiChart(asked === 'max' ? 900 : Number(asked), new Date()))(request, response);
};
