import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { jsonForm } from '../results/codec.ts';
import { datedForecastSchema, forecastJson, forecastSchema } from '../results/forecast.ts';
import { jsonOf, sendRaw, testServer, trainedServers } from '../testing/server.ts';
import { forecast } from '../training/forecast.ts';
import { answerText } from './answer-text.ts';

const trainedServer = trainedServers();

describe('POST /predict', () => {
  it('answers what predict says, to the last digit, of the published example', async () => {
    const { post, run, example } = await trainedServer();
    const response = await post(example);
    expect(response.status).toBe(200);
    const values = run.model.features.map((name) => example[name] ?? Number.NaN);
    const expected = forecastJson(forecast(run.model, values), run, { explain: false });
    const answer = await response.text();
    expect(answer).toBe(JSON.stringify(expected));
    expect(v.parse(v.strictObject(jsonForm(forecastSchema).entries), JSON.parse(answer))).toBeTruthy();
  });

  it('writes every answer as its forecast is written elsewhere', async () => {
    const { run, example } = await trainedServer();
    const { covariance: _, ...first } = run.model;
    const runs = [run, { ...run, problems: ['its evaluation is damaged'] }, { ...run, model: first }];
    const values = run.model.features.map((name) => example[name] ?? Number.NaN);
    const usual = run.model.trainingRanges.map(({ min, max }) => (min + max) / 2);
    for (const each of runs) {
      for (const made of [values, usual].map((row) => forecast(each.model, row))) {
        for (const explain of [false, true]) {
          const expected = JSON.stringify(forecastJson(made, each, { explain }));
          expect(answerText(made, each, { explain })).toBe(expected);
        }
      }
    }
  });

  it('answers an array with an array, and explains where it is asked to', async () => {
    const { post, example } = await trainedServer();
    const answers = await jsonOf(post([example, example], '/predict?explain=true'));
    expect(answers).toHaveLength(2);
    const [{ probability, intercept, contributions }] = answers;
    const logOdds = Object.values<number>(contributions).reduce((sum, x) => sum + x, intercept);
    expect(logOdds).toBeCloseTo(Math.log(probability / (1 - probability)), 10);
  });
});

describe('GET', () => {
  it('asks for the token everywhere, and says without it only that it is up', async () => {
    const { url } = await testServer({ rules: { isLoopback: false, token: 'secret', allowedHosts: [] } });
    const ask = (path: string, token?: string) =>
      fetch(url + path, token ? { headers: { authorization: `Bearer ${token}` } } : {});
    const paths = ['/metrics', '/forecast/bitcoin', '/openapi.json', '/docs', '/docs/swagger-ui.css'];
    for (const path of paths) {
      expect((await ask(path)).status).toBe(401);
      expect((await ask(path, 'Secret')).status).toBe(401);
      expect((await ask(path, 'secret')).status).not.toBe(401);
    }
    expect(await jsonOf(ask('/health'))).toEqual({ status: 'no_model' });
    expect(await jsonOf(ask('/%68ealth'))).toEqual({ status: 'no_model' });
    expect(await jsonOf(ask('/health', 'secret'))).toMatchObject({ status: 'no_model', model: null });
  });

  it('answers to a name that it was told of, over TLS of a proxy, too', async () => {
    const { url } = await testServer({
      rules: { isLoopback: true, token: undefined, allowedHosts: ['forecast.example.com'] },
    });
    const status = async (host: string, headers = '') =>
      (
        await sendRaw(url, `GET /health HTTP/1.1\r\nHost: ${host}\r\n${headers}Connection: close\r\n\r\n`)
      ).slice(9, 12);
    expect(await status('forecast.example.com')).toBe('200');
    expect(await status('Forecast.Example.com:443', 'Origin: https://Forecast.Example.com:443\r\n')).toBe(
      '200',
    );
    expect(await status('example.com')).toBe('403');
    expect(await status('forecast.example.com', 'Origin: https://elsewhere.com\r\n')).toBe('403');
  });

  it('refuses what an image on a foreign page asks for', async () => {
    const { url } = await testServer();
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect((await fetch(`${url}/forecast/bitcoin`, { headers })).status).toBe(403);
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

  it('/forecast/{coin} is tomorrow, logged once however often it is asked', async () => {
    const { url, context, run } = await trainedServer();
    const answers = await Promise.all(
      [1, 2, 3].map(async () => (await fetch(`${url}/forecast/bitcoin`)).json()),
    );
    const [answer] = answers.map((each) => v.parse(jsonForm(datedForecastSchema), each));
    expect(answer).toMatchObject({ as_of: '2026-01-31', for: '2026-02-01', run_id: run.id });
    const log = await readFile(join(context.workspace.root, 'data/forecasts/bitcoin_usd.jsonl'), 'utf8');
    expect(log.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(log).probability).toBe(answer?.probability);
  });

  it.each([
    ['HEAD', true],
    ['GET', false],
  ])('/forecast/{coin} is not logged on %s where logging is %j', async (method, logsForecasts) => {
    const { url, context } = await trainedServer({ logsForecasts });
    const response = await fetch(`${url}/forecast/bitcoin`, { method });
    expect(response.status).toBe(200);
    expect(existsSync(join(context.workspace.root, 'data/forecasts'))).toBe(false);
  });

  it.each([
    ['/predict?coins=ethereum', 422, [{ loc: ['query', 'coins'] }]],
    ['/predict?coin=bitcoin&coin=ethereum', 422, [{ loc: ['query', 'coin'] }]],
    ['/predict?vs=eur', 404, 'No model of bitcoin in eur is in use'],
    ['/predict?coin=ethereum', 404, 'No model of ethereum in usd is in use'],
    ['/predict?coin=bitcoin&vs=eur', 404, 'No model of bitcoin in eur is in use'],
  ])('POST %s is not answered by the run of another market', async (path, status, detail) => {
    const { post, example } = await trainedServer();
    for (const query of ['', '?coin=bitcoin&vs=usd']) {
      expect((await post(example, `/predict${query}`)).status).toBe(200);
    }
    const response = await post(example, path);
    expect(response.status).toBe(status);
    expect(await jsonOf(response)).toMatchObject({ detail });
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
      /crypto_predict_forecasts_total\{coin="bitcoin",vs="usd",target="direction",prediction="\d"\} 2\n/,
    );
    expect(text).toMatch(/crypto_predict_model_age_seconds\{[^}]*\} 0\n/);
    expect(text).toContain('crypto_predict_request_duration_seconds_bucket{route="/predict",le="+Inf"} 2\n');
    expect(text).toMatch(/request_duration_seconds_sum\{route="\/predict"\} 0\.\d*[1-9]/);
    await expect
      .poll(read)
      .toMatch(/crypto_predict_feature_psi\{coin="bitcoin",vs="usd",target="direction",feature="price"\} \d/);
  });

  it('/metrics counts a request by the route that answers it, however its path is written', async () => {
    const { url } = await testServer();
    for (const path of ['/health', '/%68ealth', '/nothing']) await fetch(url + path);
    await fetch(`${url}/forecast/a`, { method: 'DELETE' });
    const text = await (await fetch(`${url}/metrics`)).text();
    const counted = [...text.matchAll(/requests_total\{(.*)\} (\d)/g)].map(([, labels, count]) => [
      labels,
      count,
    ]);
    expect(counted).toEqual([
      ['method="GET",route="/health",status="200"', '2'],
      ['method="GET",route="unknown",status="404"', '1'],
      ['method="DELETE",route="/forecast/:coin",status="405"', '1'],
    ]);
  });

  it('logs one line a request, without query and body', async () => {
    const { url, lines, post } = await testServer();
    await post({ secret: 1 }, '/predict?coin=bitcoin&token=abc');
    await fetch(`${url}/nothing?key=abc`);
    await expect.poll(() => lines.filter(({ msg }) => msg === 'request').length).toBe(2);
    expect(lines.filter(({ msg }) => msg === 'request').map(({ path, status }) => [path, status])).toEqual([
      ['/predict', 422],
      ['/nothing', 404],
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/abc|secret/);
  });
});

describe('closing', () => {
  it.each([
    ['sends more and hangs up', { allowHalfOpen: false }],
    ['never hangs up', { allowHalfOpen: true }],
  ])('does not wait for a client that was refused a tunnel and %s', async (_, options) => {
    const { url, app } = await testServer();
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), ...options });
    onTestFinished(() => void socket.destroy());
    socket.write(`CONNECT elsewhere:443 HTTP/1.1\r\nhost: elsewhere:443\r\n\r\n${'x'.repeat(1e6)}`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 405 /);
    await app.close();
    expect(app.server.listening).toBe(false);
  });
});
