import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { NOW } from '../testing/context.ts';
import { jsonOf, type TestServer, testServer, trainedServers, trainInto } from '../testing/server.ts';
import { healthAnswer } from './schemas.ts';

const trainedServer = trainedServers();

async function healthOf({ url }: TestServer) {
  const answer = await fetch(`${url}/health`);
  expect(answer.status).toBe(200);
  return v.parse(v.strictObject(healthAnswer.entries), await answer.json());
}

const metricsOf = async ({ url }: TestServer) => (await fetch(`${url}/metrics`)).text();
const direction = 'coin="bitcoin",vs="usd",target="direction"';

/** Logs a forecast of each of some days, made in time. */
async function logForecasts({ context }: TestServer, run: string, days: readonly string[]): Promise<void> {
  const file = join(context.workspace.root, 'data/forecasts/bitcoin_usd.jsonl');
  await mkdir(dirname(file), { recursive: true });
  const lines = days.map((day) =>
    JSON.stringify({
      made_at: `${day}T01:00:00.000Z`,
      as_of: day,
      for: addDays(day, 1),
      run,
      in_use: true,
      target: 'direction',
      features: {},
      probability: 0.7,
      base_rate: 0.5,
    }),
  );
  await writeFile(file, `${lines.join('\n')}\n`);
}

it('tells every target that is served, with ages, verdict, live log loss and drift', async () => {
  const server = await trainedServer();
  const { run } = server;
  const large = await trainInto(server.context, { target: 'large_move', featureSet: 'volatility' });
  await logForecasts(server, run.id, ['2026-01-20', '2026-01-21', '2026-01-22']);
  await expect
    .poll(async () => (await healthOf(server)).models.every(({ drift }) => drift !== null))
    .toBe(true);
  const { status, model, models } = await healthOf(server);
  expect(status).toBe('ok');
  expect(model?.run_id).toBe(large.id);
  expect(models).toMatchObject([
    { coin: 'bitcoin', target: 'direction', run_id: run.id, data_to: '2026-01-31', data_age_hours: 12 },
    { coin: 'bitcoin', target: 'large_move', run_id: large.id, live: { resolved: 0, log_loss: null } },
  ]);
  expect(models[0]).toMatchObject({ model_age_hours: 0, verdict: run.verdict });
  expect(models[0]?.live?.resolved).toBe(3);
  expect(models[0]?.live?.base_rate_log_loss).toBeCloseTo(Math.log(2), 12);
  const text = await metricsOf(server);
  expect(text).toContain(`crypto_predict_data_age_seconds{${direction}} 43200\n`);
  expect(text).toContain(`crypto_predict_live_forecasts{${direction}} 3\n`);
  expect(text).toContain(`crypto_predict_live_log_loss{${direction}} ${models[0]?.live?.log_loss}\n`);
  expect(text).toContain(`crypto_predict_model_verdict{${direction},verdict="${run.verdict}"} 1\n`);
  expect(text).toContain(
    'crypto_predict_model_status{coin="bitcoin",vs="usd",target="large_move",status="ok"} 1\n',
  );
  expect(text).toMatch(
    /crypto_predict_feature_psi\{[^}]*target="large_move",feature="log_volatility_30"\} \d/,
  );
});

it('does not call days of 299 days ago ok', async () => {
  const { context } = await trainedServer();
  const later = new Date(NOW.getTime() + 299 * 86_400_000);
  const server = await testServer({}, { workspace: context.workspace, now: () => later });
  const { status, models } = await healthOf(server);
  expect({ status, of: models[0]?.status }).toEqual({ status: 'stale_data', of: 'stale_data' });
  expect(models[0]?.data_age_hours).toBe(299 * 24 + 12);
  const text = await metricsOf(server);
  expect(text).toContain(`crypto_predict_model_status{${direction},status="stale_data"} 1\n`);
});

it.each([
  ['the run', 'model.json'],
  ['its metrics', 'training_metrics.json'],
])(
  'says of a market whose run in use is damaged that %s is, and goes on with the others',
  async (_, file) => {
    const server = await trainedServer();
    const large = await trainInto(server.context, { target: 'large_move', featureSet: 'volatility' });
    await writeFile(join(server.context.workspace.root, server.run.path, file), '{"half');
    await expect.poll(async () => (await healthOf(server)).status).toBe('damaged');
    const { models } = await healthOf(server);
    expect(models).toMatchObject([
      {
        target: 'direction',
        run_id: server.run.id,
        status: 'damaged',
        detail: expect.stringContaining(file),
      },
      { target: 'large_move', run_id: large.id, status: 'ok', detail: null },
    ]);
    expect(await metricsOf(server)).toContain(
      `crypto_predict_model_status{${direction},status="damaged"} 1\n`,
    );
    const answer = await server.post(server.example, '/predict?target=direction');
    expect(answer.status).toBe(503);
    expect((await jsonOf(answer)).detail).toContain('is damaged');
  },
);

it.each([
  ['the list of runs in use', 'models/current.json'],
  ['the stored chart', 'data/raw/bitcoin_usd.json'],
])('says that %s is damaged, with 200', async (_, file) => {
  const server = await trainedServer();
  await mkdir(dirname(join(server.context.workspace.root, file)), { recursive: true });
  await writeFile(join(server.context.workspace.root, file), '{"half');
  const health = await healthOf(server);
  expect(health.status).toBe('damaged');
  expect(JSON.stringify(health)).toContain(`${file} is damaged`);
  expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
  expect((await fetch(`${server.url}/openapi.json`)).status).toBe(200);
});

it('says that there is no model', async () => {
  expect(await healthOf(await testServer())).toMatchObject({ status: 'no_model', model: null, models: [] });
});
