import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonOf, testServer, trainedServers, trainInto } from '../testing/server.ts';
import { useRun } from '../workspace/change-runs.ts';
import { marketKey, marketOfKey } from '../workspace/in-use.ts';

const trainedServer = trainedServers();

describe('the run that answers', () => {
  it('is that of the target that is named, in either spelling', async () => {
    const server = await trainedServer();
    const large = await trainInto(server.context, { target: 'large_move', featureSet: 'volatility' });
    const ask = async (query: string) => {
      const answer = await fetch(`${server.url}/forecast/bitcoin${query}`);
      return { status: answer.status, ...(await jsonOf(answer)) };
    };
    for (const target of ['large_move', 'large-move']) {
      expect(await ask(`?target=${target}`)).toMatchObject({ run_id: large.id, target: 'large_move' });
    }
    expect(await ask('')).toMatchObject({ run_id: server.run.id, target: 'direction' });
    expect(await ask('?target=direction')).toMatchObject({ run_id: server.run.id });
    expect(await ask('?target=beats_bitcoin')).toMatchObject({ status: 404 });
    expect(await ask('?target=moon')).toMatchObject({
      status: 422,
      detail: [{ loc: ['query', 'target'], type: 'value_error' }],
    });
    const named = await jsonOf(server.post(server.example, '/predict?target=direction'));
    expect(named).toMatchObject({ run_id: server.run.id });
    // Nothing is named: the run that was trained last is asked, which has other features.
    expect((await server.post(server.example)).status).toBe(422);
  });

  it('is the run that is named, of this market alone', async () => {
    const { context, post, url, run, example } = await trainedServer();
    const newer = await trainInto(context, { l2: 10 });
    await useRun(context.workspace, run.id);
    const idOf = async (query: string) => (await jsonOf(post(example, `/predict?${query}`))).run_id;
    expect(await idOf('')).toBe(run.id);
    expect(await idOf(`run=${newer.id}`)).toBe(newer.id);
    expect(await idOf('run=newest&coin=bitcoin&vs=usd&target=direction')).toBe(newer.id);
    expect(await idOf('run=previous')).toBe(run.id);
    const forecast = await jsonOf(fetch(`${url}/forecast/bitcoin?run=${newer.id}`));
    expect(forecast).toMatchObject({ run_id: newer.id, as_of: '2026-01-31' });
  });

  it.each([
    ['/predict?run=bitcoin-usd-20200101-000000-aaaaaa', 404],
    ['/predict?run=../../etc/passwd', 404],
    ['/predict?run=', 422],
    ['/predict?run=newest&run=previous', 422],
    ['/predict?run=newest&coin=ethereum', 422],
    ['/predict?run=newest&vs=eur', 422],
    ['/predict?run=newest&target=large_move', 422],
  ])('is never another one: POST %s → %d', async (path, status) => {
    const { post, example } = await trainedServer();
    const answer = await post(example, path);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(await answer.json())).not.toContain('prediction');
  });

  it('is missing with 503 where nothing was trained, whatever is named', async () => {
    const { post } = await testServer();
    for (const query of ['', '?coin=bitcoin', '?vs=eur', '?target=large_move', '?run=newest', '?run=a']) {
      expect((await post({}, `/predict${query}`)).status).toBe(503);
    }
  });
});

it('tells of a run whose file was damaged after it was loaded, and answers with what it holds', async () => {
  const { context, url, run, post, example } = await trainedServer();
  const statuses = async () => {
    const health = await jsonOf(fetch(`${url}/health`));
    return [health.status, health.models[0].detail];
  };
  expect((await statuses())[1]).toBeNull();
  const file = join(context.workspace.root, 'models', run.id, 'training_metrics.json');
  const whole = await readFile(file);
  await writeFile(file, whole.subarray(0, 100));
  expect(await statuses()).toEqual(['damaged', expect.stringContaining('training_metrics.json is damaged')]);
  expect((await post(example)).status).toBe(200);
  await writeFile(file, whole);
  expect((await statuses())[1]).toBeNull();
  await rm(join(context.workspace.root, 'models', run.id), { recursive: true });
  expect((await statuses())[0]).toBe('damaged');
});

it.each([
  { coin: 'bitcoin', vsCurrency: 'usd', target: 'direction' },
  { coin: 'bitcoin', vsCurrency: 'usd', target: 'large_move' },
  { coin: 'a_b_c', vsCurrency: 'eur', target: 'beats_bitcoin' },
] as const)('reads the key of $coin in $vsCurrency for $target', (market) => {
  expect(marketOfKey(marketKey(market))).toEqual(market);
});
