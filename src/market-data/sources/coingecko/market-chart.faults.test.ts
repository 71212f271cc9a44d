import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../../context.ts';
import { HOUR_MS } from '../../../dates.ts';
import type { Observation } from '../../../domain.ts';
import { SourceError } from '../../../errors.ts';
import {
  type Answer,
  type ApiChart,
  type ApiPoint,
  apiChart,
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
} from '../../../testing/coingecko-server.ts';
import type { SourceProgress } from '../source.ts';
import type { CoingeckoEndpoint } from './endpoint.ts';
import { openCoingecko } from './source.ts';

const NOW = new Date('2026-01-31T12:00:00Z');
const CHART = apiChart(40, NOW);
const KEY = 'CG-secret-0123456789';
const offline: Context = {
  workspace: { root: '/' },
  now: () => NOW,
  env: {},
  stdin: () => Readable.from([]),
  signal: new AbortController().signal,
  coingecko: async () => {
    throw new Error('this test names its server');
  },
};

interface Asked {
  readonly observations: readonly Observation[];
  readonly error: SourceError | undefined;
  readonly progress: readonly SourceProgress[];
  readonly milliseconds: number;
}

/** Asks a server for a chart to the end, whichever it is. */
async function ask(
  server: Awaited<ReturnType<typeof coingeckoServer>>,
  overrides: Partial<CoingeckoEndpoint> = {},
): Promise<Asked> {
  const progress: SourceProgress[] = [];
  const start = performance.now();
  const context = { ...offline, coingecko: async () => endpointOf(server, overrides) };
  const asking = (await openCoingecko(context)).fetch({ coin: 'bitcoin', vsCurrency: 'usd', days: 365 });
  const end = (result: Pick<Asked, 'observations' | 'error'>) => ({
    ...result,
    progress,
    milliseconds: performance.now() - start,
  });
  try {
    for (;;) {
      const step = await asking.next();
      if (step.done) return end({ observations: step.value.observations, error: undefined });
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
const page = '<html><body><h1>429 Too Many Requests</h1></body></html>';

describe.concurrent('a failure that may pass', () => {
  test('row 1: 429 with Retry-After: 2 → waits 2 s, announces it, asks again', async () => {
    await using server = await coingeckoServer([limited('2'), json(CHART)]);
    const asked = await ask(server);
    expect(asked.observations).toHaveLength(40);
    expect(waits(asked)).toEqual([2000]);
    expect(asked.progress).toContainEqual({ kind: 'waiting', milliseconds: 2000, reason: 'rate limit' });
    expect(asked.milliseconds).toBeGreaterThanOrEqual(1990);
  });

  test('row 2: Retry-After: 119 that stays → told as a rate limit, without a last wait for nothing', async () => {
    await using server = await coingeckoServer(limited('119'));
    const asked = await ask(server);
    expect(asked.error).toMatchObject({
      code: 'rate_limited',
      message: 'CoinGecko: the rate limit is exceeded; it asks to wait 119 seconds',
    });
    expect(waits(asked)).toEqual([4000, 4000]);
    expect(asked.milliseconds).toBeLessThan(12_000);
  });

  const inAnHour = new Date(Date.now() + HOUR_MS).toUTCString();
  const anHourAgo = new Date(Date.now() - HOUR_MS).toUTCString();
  test.each([
    ['99999', 'the longest wait', '99999', 4000, 4000],
    ['a date to come', 'the longest wait', inAnHour, 4000, 4000],
    ['0', 'the shortest wait', '0', 250, 250],
    ['−1', 'a backoff with jitter', '-1', 500, 1000],
    ['2.5', 'a backoff with jitter', '2.5', 500, 1000],
    ['a word', 'a backoff with jitter', 'soon', 500, 1000],
    ['a date gone by', 'a backoff with jitter', anHourAgo, 500, 1000],
  ])('row 2: Retry-After: %s → %s', async (_, __, retryAfter, least, most) => {
    await using server = await coingeckoServer([limited(retryAfter), json(CHART)]);
    const asked = await ask(server);
    expect(asked.error).toBeUndefined();
    expect(waits(asked)).toHaveLength(1);
    expect(waits(asked)[0]).toBeGreaterThanOrEqual(least);
    expect(waits(asked)[0]).toBeLessThanOrEqual(most);
  });

  test('row 2: Retry-After: junk, to eight at once → no two wait as long', async () => {
    const one = async () => {
      await using server = await coingeckoServer([limited('junk'), json(CHART)]);
      return waits(await ask(server));
    };
    const all = (await Promise.all(Array.from({ length: 8 }, one))).flat();
    expect(new Set(all).size).toBe(8);
  });

  test('row 3: 429 as HTML with Retry-After: 1 → waits 1 s, asks again', async () => {
    await using server = await coingeckoServer([text(page, 429, { 'retry-after': '1' }), json(CHART)]);
    const asked = await ask(server);
    expect(asked.observations).toHaveLength(40);
    expect(waits(asked)).toEqual([1000]);
  });

  const isAskedAgain = async (answer: Answer) => {
    await using server = await coingeckoServer([answer, json(CHART)]);
    const asked = await ask(server);
    expect(asked.error).toBeUndefined();
    expect(asked.observations).toHaveLength(40);
    expect(server.requests).toHaveLength(2);
  };

  test.each<[string, Answer]>([
    ['429 as HTML', text(page, 429, { 'content-type': 'text/html' })],
    ['the text of the edge in front of it', text('error code: 1015', 403)],
  ])('row 3: %s → asked again', (_, answer) => isAskedAgain(answer));

  test.each<[string, Answer]>([
    ['500', json({ error: 'Internal Server Error' }, 500)],
    ['503 as HTML', text('<html>Service Unavailable</html>', 503)],
    ['a reset connection', reset],
  ])('row 4: %s → asked again', (_, answer) => isAskedAgain(answer));

  test.each<[string, Answer]>([
    ['an answer cut short under its content-length', cut(JSON.stringify(CHART), 500)],
    ['JSON that ends early', text(JSON.stringify(CHART).slice(0, 500))],
    ['a compressed answer that is damaged', text('not gzip', 200, { 'content-encoding': 'gzip' })],
  ])('row 10: %s → asked again', (_, answer) => isAskedAgain(answer));

  const isRefusedAfterFour = async (answer: Answer, code: string) => {
    await using server = await coingeckoServer(answer);
    const asked = await ask(server);
    expect(asked.error).toMatchObject({ code, exitCode: 4 });
    expect(attempts(asked)).toBe(4);
    expect(server.requests).toHaveLength(4);
  };

  test('row 1: 429 that stays → refused after four attempts', () =>
    isRefusedAfterFour(limited('1'), 'rate_limited'));

  test.each<[string, Answer, string]>([
    ['500', json({}, 500), 'source_failed'],
    ['503', json({}, 503), 'source_failed'],
    ['a reset connection', reset, 'unreachable'],
  ])('row 4: %s that stays → refused after four attempts', (_, answer, code) =>
    isRefusedAfterFour(answer, code),
  );

  test('row 10: truncated JSON that stays → refused after four attempts', () =>
    isRefusedAfterFour(text('{"prices": [[1'), 'malformed_answer'));
});

describe.concurrent('an answer without an end', () => {
  test.each<[string, Answer]>([
    ['headers that never come', silence],
    ['a body that stops', halfSilence],
    ['a body that drips', drip],
  ])('row 9: %s → a timeout within 13 s', async (_, answer) => {
    await using server = await coingeckoServer(answer);
    const asked = await ask(server);
    expect(asked.error).toMatchObject({ code: 'timeout', exitCode: 4 });
    expect(asked.milliseconds).toBeLessThan(13_000);
  });

  test.each<[string, Answer]>([
    ['an endless answer', flood()],
    ['an answer of 500 MB', flood({ 'content-length': String(500 * 1024 * 1024) })],
    [
      'a compressed answer of 100 MB',
      text(gzipSync(Buffer.alloc(1e8, ' ')), 200, { 'content-encoding': 'gzip' }),
    ],
  ])('row 25: %s → stopped at the limit', async (_, answer) => {
    await using server = await coingeckoServer(answer);
    const asked = await ask(server);
    expect(asked.error).toMatchObject({ code: 'answer_too_large', exitCode: 4 });
    const received = asked.progress.flatMap((each) => (each.kind === 'receiving' ? [each.bytes] : []));
    expect(Math.max(...received)).toBeLessThan(64 * 1024 * 1024);
  });
});

/** The chart with one point of one series replaced. */
function withPoint(series: keyof ApiChart, index: number, point: readonly unknown[]): unknown {
  return { ...CHART, [series]: CHART[series].map((old, i) => (i === index ? point : old)) };
}

describe.concurrent('an answer that needs care', () => {
  const observed = async (body: unknown) => {
    await using server = await coingeckoServer(json(body));
    const { observations, error } = await ask(server);
    expect(error).toBeUndefined();
    return observations;
  };
  const fifth = CHART.prices[5]?.[0] ?? 0;

  test('row 13: arrays of different length → joined by timestamp', async () => {
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

  const isMissing = async (series: keyof ApiChart, field: 'price' | 'marketCap') => {
    const observations = await observed(withPoint(series, 5, [fifth, null]));
    expect(observations[5]?.[field]).toBeNull();
    expect(observations).toHaveLength(40);
  };
  test('row 14: a null price → a missing value', () => isMissing('prices', 'price'));
  test('row 16: a price of 1e999 → a missing value', async () => {
    const body = JSON.stringify(withPoint('prices', 5, [fifth, 4711.25])).replace('4711.25', '1e999');
    await using server = await coingeckoServer(text(body));
    expect((await ask(server)).observations[5]?.price).toBeNull();
  });
  test('row 17: a price of 0 → a missing value, counted', async () => {
    await using server = await coingeckoServer(json(withPoint('prices', 5, [fifth, 0])));
    const { observations, progress } = await ask(server);
    expect(observations[5]).toMatchObject({ price: null, marketCap: CHART.market_caps[5]?.[1] });
    expect(progress).toContainEqual({ kind: 'notice', message: 'CoinGecko: 1 price of 0 taken as missing' });
  });
  test('a date whose only prices lie far from midnight → missing, and it is said', async () => {
    const later = CHART.prices.map(([timestamp, value], i) => [
      i === 5 ? timestamp + 9 * HOUR_MS : timestamp,
      value,
    ]);
    await using server = await coingeckoServer(json({ ...CHART, prices: later }));
    const { observations, progress } = await ask(server);
    expect(observations).toHaveLength(39);
    expect(progress).toContainEqual({
      kind: 'notice',
      message: 'CoinGecko: 1 date has prices, but none within an hour of 00:00 UTC: it is missing',
    });
  });
  test('today, before its own point has come → no notice: it is to come', async () => {
    const onlyNow = { ...CHART, prices: CHART.prices.filter((_, i) => i !== 39) };
    await using server = await coingeckoServer(json(onlyNow));
    const { observations, progress } = await ask(server);
    expect(observations).toHaveLength(39);
    expect(progress.filter(({ kind }) => kind === 'notice')).toEqual([]);
  });
  test('row 15: a null market cap → a missing value', () => isMissing('market_caps', 'marketCap'));

  test('row 18: the point of now, whether its day has another or not → dropped', async () => {
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

  test('row 19: unsorted points → sorted', async () => {
    const mixed = { ...CHART, prices: [...CHART.prices].reverse() };
    expect(await observed(mixed)).toEqual(await observed(CHART));
  });

  test('row 20: hourly points → the first of each day is kept', async () => {
    const hourly = CHART.prices
      .slice(0, 40)
      .flatMap(([time, price]) =>
        [7, 0, 13, 23].map((hour) => [time + hour * HOUR_MS, hour === 0 ? price : 1] as const),
      );
    const first = hourly.filter(([time]) => time <= NOW.getTime());
    expect(await observed({ ...CHART, prices: first })).toEqual(await observed(CHART));
  });
});

describe('an answer as it has been seen', () => {
  const observed = async (body: unknown) => {
    await using server = await coingeckoServer(json(body));
    return (await ask(server)).observations;
  };

  test('series whose times differ by seconds are joined', async () => {
    const later = (series: readonly ApiPoint[], ms: number) =>
      series.map(([time, value]): ApiPoint => [time + ms, value]);
    const chart = {
      prices: CHART.prices,
      market_caps: later(CHART.market_caps, 7_000),
      total_volumes: later(CHART.total_volumes, -11_000),
    };
    expect(await observed(chart)).toEqual(await observed(CHART));
  });

  test('a price within 15 s before midnight is that midnight’s', async () => {
    const early = CHART.prices.map(([time, value]): ApiPoint => [time - 9_000, value]);
    expect(await observed({ ...CHART, prices: early })).toEqual(await observed(CHART));
  });

  test('two points of one time are one point: the first', async () => {
    const doubled = CHART.prices.flatMap(([time, value]): ApiPoint[] => [
      [time, value],
      [time, 1],
    ]);
    expect(await observed({ ...CHART, prices: doubled })).toEqual(await observed(CHART));
  });

  test('a byte order mark is read over', async () => {
    await using server = await coingeckoServer(text(`\uFEFF${JSON.stringify(CHART)}`));
    expect((await ask(server)).observations).toHaveLength(40);
  });

  test('a refusal without a key says nothing of a key that is wrong', async () => {
    await using server = await coingeckoServer(text('Forbidden', 403));
    expect((await ask(server)).error).toMatchObject({
      code: 'source_refused',
      message: 'CoinGecko refuses requests from this network: HTTP 403',
    });
  });

  test('the program names itself', async () => {
    await using server = await coingeckoServer(json(CHART));
    await ask(server);
    expect(server.requests[0]?.headers['user-agent']).toMatch(/^crypto-predict\/\d/);
  });

  test('1.2 million bad values are refused by their number, within a second and 600 MiB', async () => {
    const bad = `[${Array.from({ length: 1_200_000 }, () => '[1,"x"]').join(',')}]`;
    await using server = await coingeckoServer(text(`{"prices":${bad},"market_caps":[],"total_volumes":[]}`));
    const asked = await ask(server);
    expect(asked.error).toMatchObject({ code: 'malformed_answer' });
    expect(asked.error?.message).toContain('has over 100000 points');
    expect(process.memoryUsage.rss()).toBeLessThan(600 * 1024 * 1024);
  });

  test('of many values that are wrong the first is named', async () => {
    const bad = Array.from({ length: 50_000 }, (_, i) => [i, 'x']);
    await using server = await coingeckoServer(json({ ...CHART, prices: bad }));
    expect((await ask(server)).error?.message).toContain('prices.0.1 is not a number');
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

  test('row 26: a redirect to another host, at the second hop → followed without the key', async () => {
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
