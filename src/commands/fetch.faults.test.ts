import { cp } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS } from '../dates.ts';
import {
  type Answer,
  type ApiChart,
  apiChart,
  coingeckoServer,
  json,
  silence,
  text,
} from '../testing/coingecko-server.ts';
import { NOW } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';

const CHART = apiChart(40, NOW);
const KEY = 'CG-secret-0123456789';

/** A workspace in which bitcoin is stored, copied for each test. */
let original: Sandbox;
beforeAll(async () => {
  original = await createSandbox();
  const { workspace } = original;
  expect((await runInProcess(['fetch', '--offline'], { workspace })).exitCode).toBe(0);
});
afterAll(() => original[Symbol.asyncDispose]());

interface Expected {
  readonly code: string;
  readonly message: RegExp;
  readonly hint?: RegExp;
  /** How often CoinGecko was asked for the chart; once, unless it says otherwise. */
  readonly requests?: number;
}

/** Fetches from a server whose answers are to be refused: exit 4, one line, the stored chart as it was. */
async function expectRefusedAnswer(
  answer: Answer,
  { code, message, hint = /./, requests = 1 }: Expected,
  search: Answer = json({ coins: [] }),
): Promise<void> {
  await using server = await coingeckoServer(answer, search);
  await using sandbox = await createSandbox();
  await cp(original.workspace, sandbox.workspace, { recursive: true });
  const before = await sandbox.snapshot();
  const args = ['fetch', '--coin', 'bitcoin', '--source', 'coingecko', '--refresh', '--quiet'];
  const outcome = await runInProcess([...args, '--format', 'json'], {
    workspace: sandbox.workspace,
    env: { COINGECKO_BASE_URL: server.baseUrl, COINGECKO_API_KEY: KEY },
  });
  expect(outcome.stderr).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(outcome.stderr)).toEqual({
    error: { code, message: expect.stringMatching(message), hint: expect.stringMatching(hint) },
  });
  expect([outcome.exitCode, outcome.stdout]).toEqual([4, '']);
  expect(outcome.stderr).not.toContain(KEY.slice(0, 6));
  expect(await sandbox.snapshot()).toEqual(before);
  expect(server.requests.filter(({ url }) => !url?.includes('/search'))).toHaveLength(requests);
}

const status = (code: number, message: string) => ({ status: { error_code: code, error_message: message } });

describe.concurrent('what CoinGecko refuses is told in one line, and nothing is changed', () => {
  test.each<[string, Answer, RegExp]>([
    ['401 with 10002', json(status(10002, 'API Key Missing'), 401), /API Key Missing.*10002/],
    ['401 with 10010', json(status(10010, `Invalid: ${KEY}`), 401), /\[key\].*10010/],
    ['429 with 10011', json(status(10011, KEY), 429), /\[key\]/],
    ['403 without words', text('', 403), /403/],
    ['a key at the end of a long message', json(status(10010, 'x'.repeat(190) + KEY), 401), /x{190}/],
  ])('row 5: %s → exit 4, not asked again, the key redacted', (_, answer, message) =>
    expectRefusedAnswer(answer, { code: 'key_refused', message }),
  );

  test.each([200, 400, 401, 403, 404, 422, 429, 500, 503])(
    'row 6: 10012 under %d → exit 4, says that a free plan goes back 365 days',
    (code) => {
      const tooFar = status(10012, 'Your request exceeds the allowed time range. ');
      const answer = json(code % 2 === 0 ? tooFar : { error: tooFar }, code);
      return expectRefusedAnswer(answer, {
        code: 'range_exceeded',
        message: /a free plan goes back 365 days/,
      });
    },
  );

  test.each(['coin not found', 'Could not find coin with the given id'])(
    'row 7: 404, "%s" → exit 4, the nearest ids that CoinGecko finds',
    (words) => {
      const found = { id: 'bitcoin-cash', name: 'Bitcoin Cash', symbol: 'BCH' };
      return expectRefusedAnswer(
        json({ error: words }, 404),
        { code: 'unknown_coin', message: /no coin "bitcoin"/, hint: /did you mean bitcoin-cash, bitcoin, / },
        json({ coins: [found] }),
      );
    },
  );

  test.each<[string, Answer]>([
    ['is silent', silence],
    ['fails', json({}, 500)],
    ['answers nonsense', json([1, 2])],
  ])(
    'row 7: 404 while the search %s → exit 4, the nearest known ids, without a long wait',
    async (_, search) => {
      let asked = 0;
      await expectRefusedAnswer(
        json({ error: 'coin not found' }, 404),
        { code: 'unknown_coin', message: /./, hint: /^did you mean bitcoin, litecoin, filecoin\?$/ },
        (request, response) => {
          asked ||= performance.now();
          search(request, response);
        },
      );
      expect(performance.now() - asked).toBeLessThan(7000);
    },
  );

  test('row 49: suggested ids with ANSI, OSC and C1 in them → left out', () => {
    const ids = ['bit\u001b[31mcoin', 'a/b', '\u009b2J', 'x\ny', 'good-coin'];
    const coins = ids.map((id) => ({ id, name: '\u001b]0;owned\u0007', symbol: 'X' }));
    return expectRefusedAnswer(
      json({ error: 'coin not found' }, 404),
      { code: 'unknown_coin', message: /./, hint: /^did you mean good-coin, bitcoin, litecoin\?$/ },
      json({ coins }),
    );
  });

  test('row 8: 400, invalid vs_currency → exit 4, some that work', () =>
    expectRefusedAnswer(json({ error: 'invalid vs_currency' }, 400), {
      code: 'unknown_currency',
      message: /does not quote in that currency/,
      hint: /some that work: usd, eur/,
    }));

  test.each<[string, unknown, Omit<Expected, 'requests'>]>([
    [
      'an error in words',
      { error: 'something is off' },
      { code: 'source_failed', message: /something is off/ },
    ],
    ['a rate limit', status(429, 'slow down'), { code: 'rate_limited', message: /rate limit/ }],
  ])('row 11: 200 with %s → exit 4, told as an error', (_, body, expected) =>
    expectRefusedAnswer(json(body), expected),
  );
});

/** The chart with one point of one series replaced. */
function withPoint(series: keyof ApiChart, index: number, point: readonly unknown[]): unknown {
  return { ...CHART, [series]: CHART[series].map((old, i) => (i === index ? point : old)) };
}

describe.concurrent('an answer that cannot be used is refused by name, and nothing is changed', () => {
  const at = CHART.prices[5]?.[0] ?? 0;
  const nothing = { prices: [], market_caps: [], total_volumes: [] };
  const seconds = { ...CHART, prices: CHART.prices.map(([time, price]) => [time / 1000, price]) };
  const malformed = (answer: Answer, message: RegExp, requests = 1) =>
    expectRefusedAnswer(answer, { code: 'malformed_answer', message, requests });

  test('row 10: truncated JSON that stays → exit 4, the stored chart as it was', () =>
    malformed(text(JSON.stringify(CHART).slice(0, 500)), /not valid JSON/, 4));

  test.each([
    ['empty arrays', nothing],
    ['prices that are all null', { ...nothing, prices: [[at, null]] }],
  ])('row 12: %s → exit 4, "no data"', (_, body) =>
    expectRefusedAnswer(json(body), { code: 'no_data', message: /has no data/ }),
  );

  test.each([
    ['a string', json(withPoint('prices', 5, [at, '1.5'])), /prices\.5\.1 is not a number/],
    ['an object', json(withPoint('prices', 5, [at, {}])), /prices\.5\.1 is not a number/],
    ['nothing', json(withPoint('prices', 5, [at])), /prices\.5/],
  ])('row 16: a price that is %s → exit 4, named by its place', (_, answer, message) =>
    malformed(answer, message),
  );

  test('row 17: a price of −3 → exit 4, named by its place', () =>
    malformed(json(withPoint('prices', 5, [at, -3])), /prices\.5\.1 is below 0/));

  test('row 21: a point in the future → exit 4, named by its timestamp', () =>
    malformed(
      json(withPoint('prices', 40, [NOW.getTime() + 2 * DAY_MS, 1])),
      /timestamp \d+ is in the future/,
    ));

  test('row 22: seconds for milliseconds → exit 4, detected', () => malformed(json(seconds), /in seconds/));

  test.each([
    [
      'a volume that is a boolean',
      json(withPoint('total_volumes', 5, [at, true])),
      /total_volumes\.5\.1 is not a number/,
    ],
    ['a timestamp that is a string', json(withPoint('prices', 5, ['x', 1])), /prices\.5\.0 is not a number/],
    ['no prices', json({ market_caps: [], total_volumes: [] }), /prices is missing/],
    ['prices that are no array', json({ ...CHART, prices: 5 }), /prices is not an array/],
    ['an array', json([]), /prices is missing/],
    ['null', json(null), /not a market chart/],
    ['nothing at all', text(''), /not a market chart/],
  ])('%s', (_, answer, message) => malformed(answer, message));
});
