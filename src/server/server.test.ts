import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forecast } from '../pipeline/forecast.ts';
import { temporaryFolder, testContext } from '../testing/context.ts';
import { sendRaw, type TestServer, testServer, trainInto } from '../testing/server.ts';
import { forecastToWire } from '../wire/forecast.ts';
import { useRun as chooseRun } from '../workspace/change-runs.ts';
import { readRunInUse } from '../workspace/runs.ts';
import {
  datedForecastAnswer,
  errorAnswer,
  forecastAnswer,
  healthAnswer,
  validationErrorAnswer,
} from './schemas.ts';

/** An answer's JSON, whose shape a test knows. */
// biome-ignore lint/suspicious/noExplicitAny: a test states the shape by what it expects.
async function jsonOf(response: Response | Promise<Response>): Promise<any> {
  return (await response).json();
}

/** The example that the server publishes. */
async function exampleOf({ url }: Pick<TestServer, 'url'>): Promise<Record<string, number>> {
  const document = await jsonOf(await fetch(`${url}/openapi.json`));
  return document.paths['/predict'].post.requestBody.content['application/json'].example;
}

/** A workspace with a model, trained once and copied for each test. */
let template = '';
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'crypto-predict-'));
  await trainInto(await testContext({ workspace: { root: template } }));
});
afterAll(() => rm(template, { recursive: true }));

async function trainedServer() {
  const root = await temporaryFolder();
  await cp(template, root, { recursive: true });
  const server = await testServer({}, { workspace: { root } });
  const run = await readRunInUse({ root });
  return { ...server, run, example: await exampleOf(server) };
}

describe('POST /predict', () => {
  it('answers what predict says, to the last digit, of the published example', async () => {
    const { post, run, example } = await trainedServer();
    const response = await post(example);
    expect(response.status).toBe(200);
    const values = run.model.features.map((name) => example[name] ?? Number.NaN);
    const expected = forecastToWire(forecast(run.model, values), run, { explain: false });
    const answer = await response.text();
    expect(answer).toBe(JSON.stringify(expected));
    expect(v.parse(v.strictObject(forecastAnswer.entries), JSON.parse(answer))).toBeTruthy();
  });

  it('answers an array with an array, and explains where it is asked to', async () => {
    const { post, example } = await trainedServer();
    const answers = await jsonOf(post([example, example], '/predict?explain=true'));
    expect(answers).toHaveLength(2);
    const [{ probability, intercept, contributions }] = answers;
    const logOdds = Object.values<number>(contributions).reduce((sum, x) => sum + x, intercept);
    expect(logOdds).toBeCloseTo(Math.log(probability / (1 - probability)), 10);
  });

  it.each([
    ['a missing field', (e: object) => ({ ...e, price: undefined }), ['body', 'price'], 'missing'],
    ['an unknown field', (e: object) => ({ ...e, prize: 1 }), ['body', 'prize'], 'extra_forbidden'],
    ['text for a number', (e: object) => ({ ...e, price: '84141' }), ['body', 'price'], 'value_error'],
    ['null', (e: object) => ({ ...e, price: null }), ['body', 'price'], 'value_error'],
    ['an object for a number', (e: object) => ({ ...e, price: {} }), ['body', 'price'], 'value_error'],
    [
      'an eighth day of the week',
      (e: object) => ({ ...e, day_of_week: 7 }),
      ['body', 'day_of_week'],
      'value_error',
    ],
    ['the second of two', (e: object) => [e, { ...e, month: 13 }], ['body', 1, 'month'], 'value_error'],
    ['no object', () => 7, ['body'], 'value_error'],
    ['an empty array', () => [], ['body'], 'too_short'],
  ])('refuses %s with 422, as clients of FastAPI expect', async (_, change, loc, type) => {
    const { post, example } = await trainedServer();
    const response = await post(change(example));
    expect(response.status).toBe(422);
    const { detail } = v.parse(validationErrorAnswer, await response.json());
    expect(detail).toContainEqual({ loc, msg: expect.any(String), type });
  });

  it.each([
    ['JSON that ends too early', '{"price":'],
    ['a number that is none', '{"price": NaN}'],
    ['nothing', ''],
  ])('refuses %s with 422', async (_, body) => {
    const { post } = await trainedServer();
    const response = await post(body);
    expect(response.status).toBe(422);
    v.parse(validationErrorAnswer, await response.json());
  });

  it('refuses an infinite number and a prototype, and is not changed by them', async () => {
    const { post, example } = await trainedServer();
    const text = JSON.stringify(example);
    expect((await post(text.replace(/"price":[\d.]+/, '"price":1e999'))).status).toBe(422);
    expect((await post(text.replace('{', '{"__proto__":{"isAdmin":true},'))).status).toBe(422);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect((await post(text)).status).toBe(200);
  });

  it('answers 503 as long as there is no model, and 200 as soon as there is one', async () => {
    const server = await testServer();
    const response = await server.post({});
    expect(response.status).toBe(503);
    expect(v.parse(errorAnswer, await response.json()).detail).toContain('train --coin bitcoin');
    await trainInto(server.context);
    expect((await server.post(await exampleOf(server))).status).toBe(200);
  });
});

describe('refusals', () => {
  const json = { 'content-type': 'application/json' };
  it.each([
    [
      'a body over 1 MiB',
      '/predict',
      { method: 'POST', headers: json, body: `[${'1,'.repeat(600_000)}1]` },
      413,
    ],
    [
      'another content type',
      '/predict',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' },
      415,
    ],
    ['another method', '/predict', { method: 'PUT', headers: json, body: '{' }, 405],
    ['another method of another path', '/health', { method: 'DELETE' }, 405],
    ['another path', '/predictions', { method: 'GET' }, 404],
    ['a path above', '/docs/%2e%2e/package.json', { method: 'GET' }, 404],
    ['another origin', '/health', { headers: { origin: 'http://evil.example' } }, 403],
  ])('%s: a status, and JSON that says why', async (_, path, init, status) => {
    const { url } = await testServer();
    const response = await fetch(url + path, init);
    expect(response.status).toBe(status);
    const { detail } = v.parse(errorAnswer, await response.json());
    expect(detail).not.toBe('');
    if (status === 404) expect(detail).toBe('Not Found');
    if (status === 405) expect(response.headers.get('allow')).toMatch(/POST|GET, HEAD/);
  });

  it('refuses a name that is not this machine’s own, and takes its own', async () => {
    const { url } = await testServer();
    const ask = (host: string) =>
      sendRaw(url, `GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(await ask('evil.example')).toMatch(/^HTTP\/1.1 403 /);
    expect(await ask('127.0.0.1.evil.example:80')).toMatch(/^HTTP\/1.1 403 /);
    for (const own of ['localhost:8000', '127.0.0.1', '[::1]:9']) {
      expect(await ask(own)).toMatch(/^HTTP\/1.1 200 /);
    }
  });

  it('asks for the token, and leaves open what tells nothing', async () => {
    const { url } = await testServer({ gate: { isLoopback: false, token: 'secret' } });
    const ask = async (path: string, token?: string) =>
      (await fetch(url + path, token ? { headers: { authorization: `Bearer ${token}` } } : {})).status;
    expect(await ask('/metrics')).toBe(401);
    expect(await ask('/metrics', 'Secret')).toBe(401);
    expect(await ask('/metrics', 'secret')).toBe(200);
    expect(await ask('/forecast/bitcoin')).toBe(401);
    for (const open of ['/health', '/docs', '/docs/swagger-ui.css', '/openapi.json']) {
      expect(await ask(open)).toBe(200);
    }
  });

  it('cuts off slow headers and a slow body with 408', async () => {
    const timeouts = { headersMs: 200, requestMs: 400, checkMs: 50, idleMs: 100, longestMs: 1000 };
    const { url } = await testServer({ timeouts });
    const host = `Host: ${new URL(url).host}`;
    const [headers, body] = await Promise.all([
      sendRaw(url, `POST /predict HTTP/1.1\r\n${host}\r\n`),
      sendRaw(
        url,
        `POST /predict HTTP/1.1\r\n${host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
      ),
    ]);
    for (const answer of [headers, body]) {
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect(answer).toContain('{"detail":"Request Timeout"}');
    }
  });

  it.each([
    ['without a host', 'GET /health HTTP/1.1\r\n', 400, 'Missing Host header'],
    ['for a tunnel', 'CONNECT /health HTTP/1.1\r\nHost: localhost\r\n', 405, 'Method Not Allowed'],
  ])('answers a request %s, too, with a detail', async (_, head, status, detail) => {
    const { url } = await testServer();
    const answer = await sendRaw(url, `${head}Connection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(JSON.stringify({ detail }));
  });

  it('does not mind what a client expects', async () => {
    const { url } = await testServer();
    const request =
      'GET /health HTTP/1.1\r\nHost: localhost\r\nExpect: miracles\r\nConnection: close\r\n\r\n';
    expect(await sendRaw(url, request)).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe('GET', () => {
  it('/forecast/{coin} is tomorrow, logged once however often it is asked', async () => {
    const { url, context, run } = await trainedServer();
    const answers = await Promise.all(
      [1, 2, 3].map(async () => (await fetch(`${url}/forecast/bitcoin`)).json()),
    );
    const [answer] = answers.map((each) => v.parse(datedForecastAnswer, each));
    expect(answer).toMatchObject({ as_of: '2026-01-31', for: '2026-02-01', run_id: run.id });
    const log = await readFile(join(context.workspace.root, 'data/forecasts/bitcoin_usd.jsonl'), 'utf8');
    expect(log.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(log).probability).toBe(answer?.probability);
  });

  it.each([
    ['..%2f..%2fetc', 422],
    ['%00', 422],
    ['ethereum', 503],
  ])('/forecast/%s is refused', async (coin, status) => {
    const { url } = await trainedServer();
    expect((await fetch(`${url}/forecast/${coin}`)).status).toBe(status);
  });

  it('/health says which model is in use', async () => {
    const { url, run } = await trainedServer();
    const health = v.parse(healthAnswer, await (await fetch(`${url}/health`)).json());
    expect(health).toMatchObject({ status: 'ok', model: { run_id: run.id, feature_set: 'classic' } });
  });

  it('/openapi.json describes the features of the model in use', async () => {
    const { url, run, example } = await trainedServer();
    const document = await jsonOf(fetch(`${url}/openapi.json`));
    expect(document.openapi).toMatch(/^3\.1/);
    const { Features } = document.components.schemas;
    expect(Features.required).toEqual(run.model.features);
    expect(Features.additionalProperties).toBe(false);
    expect(Features.properties.day_of_week).toMatchObject({ type: 'integer', minimum: 0, maximum: 6 });
    expect(Object.keys(example)).toEqual(run.model.features);
  });

  it('/docs names no other host', async () => {
    const { url } = await testServer();
    const page = await fetch(`${url}/docs`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await page.text();
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    for (const [, path = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await fetch(new URL(path, `${url}/docs`))).status).toBe(200);
    }
  });

  it('/metrics counts requests and forecasts, and says how old the model is', async () => {
    const { url, post, example } = await trainedServer();
    await post([example, example]);
    await post({});
    const read = async () => (await fetch(`${url}/metrics`)).text();
    const text = await read();
    expect(text).toContain('crypto_predict_requests_total{method="POST",route="/predict",status="200"} 1\n');
    expect(text).toContain('crypto_predict_requests_total{method="POST",route="/predict",status="422"} 1\n');
    expect(text).toMatch(
      /crypto_predict_forecasts_total\{coin="bitcoin",vs_currency="usd",prediction="\d"\} 2\n/,
    );
    expect(text).toMatch(/crypto_predict_model_age_seconds\{[^}]*\} 0\n/);
    expect(text).toContain('crypto_predict_request_duration_seconds_bucket{route="/predict",le="+Inf"} 2\n');
    expect(text).toMatch(/request_duration_seconds_sum\{route="\/predict"\} 0\.\d*[1-9]/);
    await expect.poll(read).toMatch(/crypto_predict_feature_psi\{feature="price"\} \d/);
  });

  it('logs one line a request, without query and body', async () => {
    const { url, lines, post } = await testServer();
    await post({ secret: 1 }, '/predict?coin=bitcoin&token=abc');
    await fetch(`${url}/nothing?key=abc`);
    await expect.poll(() => lines.filter(({ msg }) => msg === 'request').length).toBe(2);
    expect(lines.filter(({ msg }) => msg === 'request').map(({ path, status }) => [path, status])).toEqual([
      ['/predict', 503],
      ['/nothing', 404],
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/abc|secret/);
  });
});

describe('a model replaced meanwhile', () => {
  it('is picked up, and each answer is by one model', async () => {
    const server = await testServer();
    const runs = [await trainInto(server.context), await trainInto(server.context, { l2: 10 })];
    const example = await exampleOf(server);
    const values = Object.values(example);
    const expected = new Map(
      runs.map((run) => [
        run.id,
        JSON.stringify(forecastToWire(forecast(run.model, values), run, { explain: false })),
      ]),
    );
    const seen = new Set<string>();
    let isOver = false;
    const asking = Promise.all(
      Array.from({ length: 16 }, async () => {
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

  it('answers 503 where the run in use is gone, and says what to do', async () => {
    const { post, example, context, run, url } = await trainedServer();
    await rm(join(context.workspace.root, run.path), { recursive: true });
    await rm(join(context.workspace.root, 'models/current.json'));
    await expect.poll(async () => (await post(example)).status).toBe(503);
    expect((await jsonOf(fetch(`${url}/health`))).status).toBe('no_model');
  });
});

it('answers 1,000 connections', async () => {
  const { post, example } = await trainedServer();
  const statuses = await Promise.all(Array.from({ length: 1000 }, async () => (await post(example)).status));
  expect(new Set(statuses)).toEqual(new Set([200]));
});
