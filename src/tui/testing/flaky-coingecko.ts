import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { DAY_MS } from '../../dates.ts';

/** A server like CoinGecko that refuses its first requests for a chart, each with the next status, then answers. */
export async function startFlakyCoingecko(refusals: readonly number[]): Promise<string> {
  const left = [...refusals];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const status = url.pathname === '/search' ? undefined : left.shift();
    if (status !== undefined) {
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' });
      response.end(JSON.stringify({ status: { error_code: status, error_message: 'later' } }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(url.pathname === '/search' ? found : marketChart(Number(url.searchParams.get('days')))),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A plain coin, a name that would ring, write elsewhere and turn the line round, and one of wide characters. */
const found = {
  coins: [
    { id: 'plain-coin-2', name: 'Plain Coin', symbol: 'pln' },
    { id: 'evil-coin', name: '\u001b[31mEvil\u0007\u001b]0;owned\u0007\u202eCoin\u009b2J', symbol: 'evl' },
    { id: 'wide-coin', name: '比特币', symbol: 'wide' },
  ],
};

function marketChart(days: number) {
  const today = Math.floor(Date.now() / DAY_MS);
  const series = (of: (day: number) => number) =>
    Array.from({ length: days }, (_, i) => [(today - days + 1 + i) * DAY_MS, of(today - days + 1 + i)]);
  return {
    prices: series((day) => 90_000 + 5_000 * Math.sin(day / 9) + (day % 5) * 300),
    market_caps: series(() => 1.8e12),
    total_volumes: series((day) => 4e10 + (day % 7) * 1e9),
  };
}
