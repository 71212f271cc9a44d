import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { forecastJson } from '../results/forecast.ts';
import { exampleOf, jsonOf, sendRaw, testServer, trainedServers, trainInto } from '../testing/server.ts';
import { forecast } from '../training/forecast.ts';
import { useRun as chooseRun } from '../workspace/change-runs.ts';
import { problemOf } from './problems.ts';
import { routes } from './routes.ts';
import { errorAnswer, validationErrorAnswer } from './schemas.ts';

const trainedServer = trainedServers();
const json = { 'content-type': 'application/json' };
const tooLong = `[${'1,'.repeat(600_000)}1]`;

describe('a request that cannot be answered', () => {
  it.each([
    ['a missing field', (e: object) => ({ ...e, price: undefined }), ['body', 'price'], 'missing'],
    ['an unknown field', (e: object) => ({ ...e, prize: 1 }), ['body', 'prize'], 'extra_forbidden'],
    ['text for a number', (e: object) => ({ ...e, price: '84141' }), ['body', 'price'], 'value_error'],
    ['null', (e: object) => ({ ...e, price: null }), ['body', 'price'], 'value_error'],
    ['an object for a number', (e: object) => ({ ...e, price: {} }), ['body', 'price'], 'value_error'],
    ['day_of_week 7', (e: object) => ({ ...e, day_of_week: 7 }), ['body', 'day_of_week'], 'value_error'],
    ['the second of two', (e: object) => [e, { ...e, month: 13 }], ['body', 1, 'month'], 'value_error'],
    ['no object', () => 7, ['body'], 'value_error'],
    ['an empty array', () => [], ['body'], 'too_short'],
  ])('row 55: %s → 422, and where it is', async (_, change, loc, type) => {
    const { post, example } = await trainedServer();
    const response = await post(change(example));
    expect(response.status).toBe(422);
    const { detail } = v.parse(validationErrorAnswer, await response.json());
    expect(detail).toContainEqual({ loc, msg: expect.any(String), type });
  });

  it.each([
    ['JSON that ends too early', '{"price":'],
    ['NaN', '{"price": NaN}'],
    ['nothing', ''],
  ])('row 55: %s → 422, and a JSON detail', async (_, body) => {
    const { post } = await trainedServer();
    const response = await post(body);
    expect(response.status).toBe(422);
    v.parse(validationErrorAnswer, await response.json());
  });

  it('row 40: 1e999 and {"__proto__": …} over HTTP → 422, nothing is changed by them', async () => {
    const { post, example } = await trainedServer();
    const text = JSON.stringify(example);
    expect((await post(text.replace(/"price":[\d.]+/, '"price":1e999'))).status).toBe(422);
    expect((await post(text.replace('{', '{"__proto__":{"isAdmin":true},'))).status).toBe(422);
    expect({}).not.toHaveProperty('isAdmin');
    expect((await post(text)).status).toBe(200);
  });

  it.each<[string, number, string, RequestInit]>([
    ['a body over 1 MiB', 413, '/predict', { method: 'POST', headers: json, body: tooLong }],
    [
      'another content type',
      415,
      '/predict',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' },
    ],
    ['another method', 405, '/predict', { method: 'PUT', headers: json, body: '{' }],
    ['another method of another path', 405, '/health', { method: 'DELETE' }],
    ['another path', 404, '/predictions', { method: 'GET' }],
    ['a path above', 404, '/docs/%2e%2e/package.json', { method: 'GET' }],
  ])('row 55: %s → %d, and a JSON detail', async (_, status, path, init) => {
    const { url } = await testServer();
    const response = await fetch(url + path, init);
    expect(response.status).toBe(status);
    const { detail } = v.parse(errorAnswer, await response.json());
    expect(detail).not.toBe('');
    if (status === 404) expect(detail).toBe('Not Found');
    if (status === 405) expect(response.headers.get('allow')).toMatch(/POST|GET, HEAD/);
  });

  it('row 56: slow headers, a slow body → 408, and a JSON detail', async () => {
    const timeouts = { headersMs: 200, requestMs: 400, checkMs: 50, idleMs: 100, longestMs: 1000 };
    const { url } = await testServer({ timeouts });
    const start = `POST /predict HTTP/1.1\r\nHost: ${new URL(url).host}\r\n`;
    const answers = await Promise.all([
      sendRaw(url, start),
      sendRaw(url, `${start}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`),
    ]);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect(answer).toContain('{"detail":"Request Timeout"}');
    }
  });

  it('row 57: no model → 503 that names the command; 200 as soon as there is one', async () => {
    const server = await testServer();
    const response = await server.post({});
    expect(response.status).toBe(503);
    expect(v.parse(errorAnswer, await response.json()).detail).toContain('train --coin bitcoin');
    await trainInto(server.context);
    expect((await server.post(await exampleOf(server))).status).toBe(200);
  });

  it('row 57: a model that is gone → 503, and health says so', async () => {
    const { post, example, context, run, url } = await trainedServer();
    await rm(join(context.workspace.root, run.path), { recursive: true });
    await rm(join(context.workspace.root, 'models/current.json'));
    await expect.poll(async () => (await post(example)).status).toBe(503);
    expect((await jsonOf(fetch(`${url}/health`))).status).toBe('no_model');
  });
});

it.each(['EMFILE', 'ENFILE'])('a request that fails by %s → 503 that says so, as it may pass', (code) => {
  const problem = problemOf(Object.assign(new Error(`${code}: too many open files`), { code }));
  expect(problem).toMatchObject({ status: 503, detail: 'Too many files are open' });
});

describe('a request from elsewhere', () => {
  it('row 59: another origin on loopback → 403, and a JSON detail', async () => {
    const { url } = await testServer();
    const response = await fetch(`${url}/health`, { headers: { origin: 'http://evil.example' } });
    expect(response.status).toBe(403);
    v.parse(errorAnswer, await response.json());
  });

  it.each(['evil.example', '127.0.0.1.evil.example:80', 'localhost.evil.example'])(
    'row 59: the Host %s on loopback → 403',
    async (host) => {
      const { url } = await testServer();
      const answer = await sendRaw(url, `GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 403 /);
    },
  );

  it.each(['localhost:8000', '127.0.0.1', '[::1]:9'])('row 59: its own name %s → 200', async (host) => {
    const { url } = await testServer();
    const answer = await sendRaw(url, `GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });

  it.each([
    ['..%2f..%2fetc', 422],
    ['%00', 422],
    ['__proto__', 422],
    ['ethereum', 404],
  ])('row 27: GET /forecast/%s → %d', async (coin, status) => {
    const { url } = await trainedServer();
    expect((await fetch(`${url}/forecast/${coin}`)).status).toBe(status);
  });
});

it('row 61: a model replaced ten times under 8 clients → each answer is by one model', async () => {
  const server = await testServer();
  const runs = [await trainInto(server.context), await trainInto(server.context, { l2: 10 })];
  const example = await exampleOf(server);
  const values = Object.values(example);
  const expected = new Map(
    runs.map((run) => [
      run.id,
      JSON.stringify(forecastJson(forecast(run.model, values), run, { explain: false })),
    ]),
  );
  const seen = new Set<string>();
  let isOver = false;
  const asking = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!isOver) {
        const text = await (await server.post(example)).text();
        expect([...expected.values()]).toContain(text);
        seen.add(JSON.parse(text).run_id);
      }
    }),
  );
  for (let i = 0; i < 10; i++) {
    const { id } = await chooseRun(server.context.workspace, runs[i % 2]?.id ?? '');
    await expect.poll(async () => (await jsonOf(server.post(example))).run_id, { interval: 5 }).toBe(id);
  }
  isOver = true;
  await asking;
  expect([...seen].toSorted()).toEqual([...expected.keys()].toSorted());
});

it.each([
  ['/forecast/bitcoin?vs_currency=eur', 'vs_currency'],
  ['/forecast/bitcoin?coin=ethereum', 'coin'],
  ['/forecast/bitcoin?vs=usd&vs=eur', 'vs'],
  ['/health?vs=eur', 'vs'],
  ['/metrics?coin=bitcoin', 'coin'],
  ['/openapi.json?run=newest', 'run'],
])('row 76: %s → 422 that names %s', async (path, name) => {
  const { url } = await trainedServer();
  const response = await fetch(url + path);
  expect(response.status).toBe(422);
  expect(await jsonOf(response)).toMatchObject({ detail: [{ loc: ['query', name] }] });
});

it('row 76: any route with a parameter that it does not know, or another method → 422 that names it, 405', async () => {
  const { url } = await testServer();
  for (const { method, path } of routes) {
    const address = url + path.replace(':coin', 'bitcoin');
    const body = method === 'POST' ? { body: '{}' } : {};
    const unknown = await fetch(`${address}?theme=dark`, { method, headers: json, ...body });
    expect([path, unknown.status]).toEqual([path, 422]);
    expect(await jsonOf(unknown)).toMatchObject({
      detail: [{ loc: ['query', 'theme'], type: 'extra_forbidden' }],
    });
    const other = await fetch(address, { method: 'DELETE' });
    expect([path, other.status, other.headers.get('allow')]).toEqual([
      path,
      405,
      method === 'GET' ? 'GET, HEAD' : 'POST',
    ]);
  }
});
