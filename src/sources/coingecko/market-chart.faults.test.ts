import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../dates.ts';
import type { Observation } from '../../domain.ts';
import { SourceError } from '../../errors.ts';
import {
  type Answer,
  coingeckoServer,
  cut,
  drip,
  endpointOf,
  flood,
  halfSilence,
  json,
  reset,
  silence,
  text,
  type WireChart,
  wireChart,
} from '../../testing/coingecko-server.ts';
import type { CoingeckoEndpoint, RequestProgress } from './client.ts';
import { fetchMarketChart } from './market-chart.ts';

const NOW = new Date('2026-01-31T12:00:00Z');
const CHART = wireChart(40, NOW);
const KEY = 'CG-secret-0123456789';

interface Asked {
  readonly observations: readonly Observation[];
  readonly error: SourceError | undefined;
  readonly progress: readonly RequestProgress[];
  readonly milliseconds: number;
}

/** Asks a server for a chart to the end, whichever it is. */
async function ask(
  server: Awaited<ReturnType<typeof coingeckoServer>>,
  overrides: Partial<CoingeckoEndpoint> = {},
): Promise<Asked> {
  const progress: RequestProgress[] = [];
  const start = performance.now();
  const request = { coin: 'bitcoin', vsCurrency: 'usd', days: 365, now: NOW } as const;
  const { signal } = new AbortController();
  const asking = fetchMarketChart(endpointOf(server, overrides), { ...request, signal });
  const end = (result: Pick<Asked, 'observations' | 'error'>) => ({
    ...result,
    progress,
    milliseconds: performance.now() - start,
  });
  try {
    for (;;) {
      const step = await asking.next();
      if (step.done) return end({ observations: step.value, error: undefined });
      progress.push(step.value);
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return end({ observations: [], error });
  }
}

const waits = ({ progress }: Asked) =>
  progress.flatMap((each) => (each.kind === 'waiting' ? [each.milliseconds] : []));
const attempts = ({ progress }: Asked) => progress.filter(({ kind }) => kind === 'attempt').length;
const busy = { status: { error_code: 429, error_message: "You've exceeded the Rate Limit." } };
const limited = (retryAfter: string) => json(busy, 429, { 'retry-after': retryAfter });
const status = (code: number, message: string) => ({ status: { error_code: code, error_message: message } });

describe.concurrent('a failure that may pass', () => {
  test('a rate limit is waited out for as long as the server asks, and the wait is announced', async () => {
    await using server = await coingeckoServer([limited('2'), json(CHART)]);
    const asked = await ask(server);
    expect(asked.observations).toHaveLength(40);
    expect(waits(asked)).toEqual([2000]);
    expect(asked.progress).toContainEqual({ kind: 'waiting', milliseconds: 2000, reason: 'rate limit' });
    expect(asked.milliseconds).toBeGreaterThanOrEqual(1990);
  });

  test('a rate limit that outlasts the time there is is told as one, without a last wait for nothing', async () => {
    await using server = await coingeckoServer(limited('119'));
    const asked = await ask(server);
    expect(asked.error).toMatchObject({
      code: 'rate_limited',
      message: 'CoinGecko: the rate limit is exceeded; it asks to wait 119 seconds',
    });
    expect(waits(asked)).toEqual([4000, 4000]);
    expect(asked.milliseconds).toBeLessThan(12_000);
  });

  test.each([
    ['99999', 4000, 4000],
    ['-1', 500, 1000],
    ['soon', 500, 1000],
    ['2.5', 500, 1000],
    ['0', 250, 250],
    [new Date(Date.now() + 3_600_000).toUTCString(), 4000, 4000],
    [new Date(Date.now() - 3_600_000).toUTCString(), 500, 1000],
  ])('a Retry-After of %s is a wait within bounds', async (retryAfter, least, most) => {
    await using server = await coingeckoServer([limited(retryAfter), json(CHART)]);
    const asked = await ask(server);
    expect(asked.error).toBeUndefined();
    expect(waits(asked)).toHaveLength(1);
    expect(waits(asked)[0]).toBeGreaterThanOrEqual(least);
    expect(waits(asked)[0]).toBeLessThanOrEqual(most);
  });

  const page = '<html><body><h1>429 Too Many Requests</h1></body></html>';
  test.each<[string, Answer]>([
    ['a page of HTML under 429', text(page, 429, { 'content-type': 'text/html' })],
    ['the text of the edge in front of it', text('error code: 1015', 403)],
    ['500', json({ error: 'Internal Server Error' }, 500)],
    ['503 as HTML', text('<html>Service Unavailable</html>', 503)],
    ['a reset connection', reset],
    ['an answer cut short under its content-length', cut(JSON.stringify(CHART), 500)],
    ['JSON that ends early', text(JSON.stringify(CHART).slice(0, 500))],
    ['a compressed answer that is damaged', text('not gzip', 200, { 'content-encoding': 'gzip' })],
  ])('%s is asked again', async (_, answer) => {
    await using server = await coingeckoServer([answer, json(CHART)]);
    const asked = await ask(server);
    expect(asked.error).toBeUndefined();
    expect(asked.observations).toHaveLength(40);
    expect(server.requests).toHaveLength(2);
  });

  test.each<[string, Answer, Record<string, string>]>([
    ['a rate limit', limited('1'), { code: 'rate_limited' }],
    ['a server error', json({}, 500), { code: 'source_failed' }],
    ['a reset connection', reset, { code: 'unreachable' }],
    ['truncated JSON', text('{"prices": [[1'), { code: 'malformed_answer' }],
  ])('%s that stays is refused after four attempts', async (_, answer, expected) => {
    await using server = await coingeckoServer(answer);
    const asked = await ask(server);
    expect(asked.error).toMatchObject({ ...expected, exitCode: 4 });
    expect(attempts(asked)).toBe(4);
    expect(server.requests).toHaveLength(4);
  });
});

describe.concurrent('an answer without an end', () => {
  test.each<[string, Answer]>([
    ['headers that never come', silence],
    ['a body that stops', halfSilence],
    ['a body that drips', drip],
  ])('%s end in a timeout within 13 seconds', async (_, answer) => {
    await using server = await coingeckoServer(answer);
    const asked = await ask(server);
    expect(asked.error).toMatchObject({ code: 'timeout', exitCode: 4 });
    expect(asked.milliseconds).toBeLessThan(13_000);
  });

  test.each<[string, Answer]>([
    ['an endless answer', flood],
    [
      'a compressed answer of 100 MB',
      text(gzipSync(Buffer.alloc(1e8, ' ')), 200, { 'content-encoding': 'gzip' }),
    ],
  ])('%s is stopped at the limit', async (_, answer) => {
    await using server = await coingeckoServer(answer);
    const asked = await ask(server);
    expect(asked.error).toMatchObject({ code: 'answer_too_large' });
    const received = asked.progress.flatMap((each) => (each.kind === 'receiving' ? [each.bytes] : []));
    expect(Math.max(...received)).toBeLessThan(64 * 1024 * 1024);
  });
});

describe.concurrent('a refusal', () => {
  const tooFar = status(10012, 'Your request exceeds the allowed time range. ');
  test.each<[string, Answer, string, RegExp]>([
    ['a missing key', json(status(10002, 'API Key Missing'), 401), 'key_refused', /API Key Missing.*10002/],
    ['a key of another host', json(status(10010, `Invalid: ${KEY}`), 401), 'key_refused', /\[key\].*10010/],
    ['a key of another host under 429', json(status(10011, KEY), 429), 'key_refused', /\[key\]/],
    ['too many days under 401', json({ error: tooFar }, 401), 'range_exceeded', /365 days/],
    ['too many days under 200', json({ error: tooFar }, 200), 'range_exceeded', /365 days/],
    ['too many days under 400', json(tooFar, 400), 'range_exceeded', /365 days/],
    ['too many days under 500', json({ error: tooFar }, 500), 'range_exceeded', /365 days/],
    ['an unknown currency', json({ error: 'invalid vs_currency' }, 400), 'unknown_currency', /currency/],
    ['an error under 200', json({ error: 'something is off' }), 'source_failed', /something is off/],
    ['a rate limit under 200', json(busy), 'rate_limited', /rate limit/],
    ['403 without words', text('', 403), 'key_refused', /403/],
  ])('%s is not asked again', async (_, answer, code, message) => {
    await using server = await coingeckoServer(answer);
    const { error } = await ask(server, { apiKey: KEY });
    expect(error).toMatchObject({ code, exitCode: 4, message: expect.stringMatching(message) });
    expect(error?.message + (error?.hint ?? '')).not.toContain(KEY);
    expect(server.requests).toHaveLength(1);
  });

  test('a key that straddles the end of a long message does not leak a part of itself', async () => {
    await using server = await coingeckoServer(json(status(10010, `${'x'.repeat(190)}${KEY}`), 401));
    const { error } = await ask(server, { apiKey: KEY });
    expect(error?.message).not.toContain(KEY.slice(0, 6));
  });

  test('an unknown currency comes with some that work', async () => {
    await using server = await coingeckoServer(json({ error: 'invalid vs_currency' }, 400));
    const { error } = await ask(server);
    expect(error?.hint).toMatch(/usd, eur/);
  });

  test.each(['coin not found', 'Could not find coin with the given id'])(
    'an unknown coin, "%s", comes with the nearest ids that CoinGecko finds',
    async (words) => {
      const found = { id: 'bitcoin-cash', name: 'Bitcoin Cash', symbol: 'BCH' };
      await using server = await coingeckoServer(json({ error: words }, 404), json({ coins: [found] }));
      const { error } = await ask(server);
      expect(error).toMatchObject({ code: 'unknown_coin', hint: expect.stringContaining('bitcoin-cash') });
    },
  );

  test.each<[string, Answer]>([
    ['is silent', silence],
    ['fails', json({}, 500)],
    ['answers nonsense', json([1, 2])],
  ])('an unknown coin comes with known ids where the search %s, without a long wait', async (_, search) => {
    await using server = await coingeckoServer(json({ error: 'coin not found' }, 404), search);
    const { error, milliseconds } = await ask(server);
    expect(error?.hint).toBe('did you mean bitcoin, litecoin, filecoin?');
    expect(milliseconds).toBeLessThan(4000);
  });

  test('a suggestion that no coin can be called is left out', async () => {
    const coins = ['bit\u001b[31mcoin', 'a/b', '\u009b2J', 'x\ny', 'good-coin'].map((id) => ({
      id,
      name: '\u001b]0;owned\u0007',
      symbol: 'X',
    }));
    await using server = await coingeckoServer(json({ error: 'coin not found' }, 404), json({ coins }));
    const { error } = await ask(server);
    expect(error?.hint).toBe('did you mean good-coin, bitcoin, litecoin?');
  });
});

/** The chart with one point of one series replaced. */
function withPoint(series: keyof WireChart, index: number, point: readonly unknown[]): unknown {
  return { ...CHART, [series]: CHART[series].map((old, i) => (i === index ? point : old)) };
}

describe.concurrent('an answer that cannot be used', () => {
  const at = CHART.prices[5]?.[0] ?? 0;
  const future = NOW.getTime() + 2 * DAY_MS;
  const seconds = { ...CHART, prices: CHART.prices.map(([time, price]) => [time / 1000, price]) };
  const nothing = { prices: [], market_caps: [], total_volumes: [] };
  test.each<[string, unknown, string, RegExp]>([
    ['empty arrays', nothing, 'no_data', /no data/],
    ['prices that are all null', { ...nothing, prices: [[at, null]] }, 'no_data', /no data/],
    [
      'a price that is a string',
      withPoint('prices', 5, [at, '1.5']),
      'malformed_answer',
      /prices\.5\.1 is not a number/,
    ],
    [
      'a price that is an object',
      withPoint('prices', 5, [at, {}]),
      'malformed_answer',
      /prices\.5\.1 is not a number/,
    ],
    ['a price of zero', withPoint('prices', 5, [at, 0]), 'malformed_answer', /prices\.5\.1 is not above 0/],
    ['a negative price', withPoint('prices', 5, [at, -3]), 'malformed_answer', /prices\.5\.1 is not above 0/],
    [
      'a volume that is a boolean',
      withPoint('total_volumes', 5, [at, true]),
      'malformed_answer',
      /total_volumes\.5\.1/,
    ],
    [
      'a timestamp that is a string',
      withPoint('prices', 5, ['x', 1]),
      'malformed_answer',
      /prices\.5\.0 is not a number/,
    ],
    ['a point without a value', withPoint('prices', 5, [at]), 'malformed_answer', /prices\.5/],
    [
      'a point in the future',
      withPoint('prices', 40, [future, 1]),
      'malformed_answer',
      /timestamp \d+ is in the future/,
    ],
    ['seconds for milliseconds', seconds, 'malformed_answer', /in seconds/],
    ['no prices', { market_caps: [], total_volumes: [] }, 'malformed_answer', /prices is missing/],
    ['prices that are no array', { ...CHART, prices: 5 }, 'malformed_answer', /prices is not an array/],
    ['an array', [], 'malformed_answer', /prices is missing/],
    ['null', null, 'malformed_answer', /not a market chart/],
  ])('%s is refused by name', async (_, body, code, message) => {
    await using server = await coingeckoServer(json(body));
    const { error } = await ask(server);
    expect(error).toMatchObject({ code, exitCode: 4, message: expect.stringMatching(message) });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['a price of 1e999', JSON.stringify(withPoint('prices', 5, [at, 4711.25])).replace('4711.25', '1e999')],
    ['nothing at all', ''],
  ])('%s is refused', async (_, body) => {
    await using server = await coingeckoServer(text(body));
    expect((await ask(server)).error).toMatchObject({ code: 'malformed_answer' });
  });
});

describe.concurrent('an answer that needs care', () => {
  const observed = async (body: unknown) => {
    await using server = await coingeckoServer(json(body));
    const { observations, error } = await ask(server);
    expect(error).toBeUndefined();
    return observations;
  };
  const fifth = CHART.prices[5]?.[0] ?? 0;

  test('arrays of different length are joined by timestamp', async () => {
    const chart = {
      ...CHART,
      market_caps: CHART.market_caps.slice(3),
      total_volumes: CHART.total_volumes.slice(0, 9),
    };
    const observations = await observed(chart);
    expect(observations).toHaveLength(40);
    expect(observations[2]).toMatchObject({ marketCap: null, totalVolume: CHART.total_volumes[2]?.[1] });
    expect(observations[9]).toMatchObject({ marketCap: CHART.market_caps[9]?.[1], totalVolume: null });
  });

  test.each([
    ['prices', 'price'],
    ['market_caps', 'marketCap'],
  ] as const)('a null in %s is a missing value', async (series, field) => {
    const observations = await observed(withPoint(series, 5, [fifth, null]));
    expect(observations[5]?.[field]).toBeNull();
    expect(observations).toHaveLength(40);
  });

  test('the point of now is dropped, whether its day has another point or not', async () => {
    const onlyNow = {
      prices: CHART.prices.filter((_, i) => i !== 39),
      market_caps: CHART.market_caps,
      total_volumes: CHART.total_volumes,
    };
    expect((await observed(CHART)).at(-1)).toMatchObject({
      date: '2026-01-31',
      price: CHART.prices[39]?.[1],
    });
    expect((await observed(onlyNow)).at(-1)).toMatchObject({ date: '2026-01-30' });
  });

  test('unsorted points are sorted', async () => {
    const mixed = { ...CHART, prices: [...CHART.prices].reverse() };
    expect(await observed(mixed)).toEqual(await observed(CHART));
  });

  test('of hourly points the first of each day is kept', async () => {
    const hourly = CHART.prices
      .slice(0, 40)
      .flatMap(([time, price]) =>
        [7, 0, 13, 23].map((hour) => [time + hour * HOUR_MS, hour === 0 ? price : 1] as const),
      );
    const first = hourly.filter(([time]) => time <= NOW.getTime());
    expect(await observed({ ...CHART, prices: first })).toEqual(await observed(CHART));
  });
});

describe.concurrent('the key', () => {
  test.each([
    ['demo', 'x-cg-demo-api-key'],
    ['pro', 'x-cg-pro-api-key'],
  ] as const)('goes into the header of a %s plan, and not into the address', async (plan, header) => {
    await using server = await coingeckoServer(json(CHART));
    await ask(server, { apiKey: KEY, plan });
    expect(server.requests[0]?.headers[header]).toBe(KEY);
    expect(server.requests[0]?.url).not.toContain(KEY);
    expect(server.requests[0]?.url).toContain('interval=daily');
  });

  test('does not follow a redirect to another host, however many hops it takes', async () => {
    await using target = await coingeckoServer(json(CHART));
    const away = `${target.baseUrl.replace('127.0.0.1', 'localhost')}/chart`;
    await using server = await coingeckoServer([
      (request, response) => response.writeHead(302, { location: `${request.url}&again=1` }).end(),
      (_, response) => response.writeHead(307, { location: away }).end(),
    ]);
    const { error } = await ask(server, { apiKey: KEY });
    expect(error).toBeUndefined();
    expect(server.requests.map(({ headers }) => headers['x-cg-demo-api-key'])).toEqual([KEY, KEY]);
    expect(target.requests).toHaveLength(1);
    expect(JSON.stringify(target.requests[0]?.headers)).not.toContain(KEY);
  });

  test.each([
    ['in a circle', '/api/v3/round'],
    ['to a file', 'file:///etc/passwd'],
    ['to no address', 'http://['],
  ])('a redirect %s is refused', async (_, location) => {
    await using server = await coingeckoServer((_request, response) =>
      response.writeHead(302, { location }).end(),
    );
    expect((await ask(server)).error).toMatchObject({ code: 'unreachable', exitCode: 4 });
  });
});
