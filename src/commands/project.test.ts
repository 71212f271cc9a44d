import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
  vi.stubEnv('XDG_CONFIG_HOME', join(sandbox.home, '.config'));
});
afterEach(() => sandbox.write('crypto-predict.json', '{}'));
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox[Symbol.asyncDispose]();
});

const say = (project: unknown) => sandbox.write('crypto-predict.json', JSON.stringify(project));
const run = (line: string) => runInProcess(line.split(' '), { workspace: sandbox.workspace });
const json = async (line: string) => {
  const { exitCode, stdout, stderr } = await run(`${line} --quiet --format json`);
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout);
};

describe('crypto-predict.json of a workspace', () => {
  test('comes before the preferences of the user, and after flags', async () => {
    await run('config set coin dash');
    await run('config set days 90');
    await run('config set target beats-bitcoin');
    await say({ coins: ['ETH'], source: 'bundled', target: 'large_move', days: 400, feature_set: 'returns' });
    const features = await json('features --limit 1');
    expect(features).toMatchObject({
      coin: 'ethereum',
      rows: { days: 400 },
      feature_set: 'returns',
      target: 'large_move',
    });
    expect(
      await json('features bitcoin --limit 1 --days 500 --target direction --feature-set classic'),
    ).toMatchObject({ coin: 'bitcoin', rows: { days: 500 }, feature_set: 'classic', target: 'direction' });
    expect(await json('config get coin')).toEqual({ coin: 'ethereum' });
    await run('config unset target');
    expect(await json('config get target')).toEqual({ target: 'large_move' });
  });

  test('names the coins of a command that takes several, and the first of them for one', async () => {
    await say({ coins: ['bitcoin', 'ethereum'], source: 'bundled' });
    const fetched = await json('fetch');
    expect(fetched.map(({ coin }: { readonly coin: string }) => coin)).toEqual(['bitcoin', 'ethereum']);
    expect(await json('fetch ethereum')).toMatchObject({ coin: 'ethereum' });
    expect(await json('features --limit 1')).toMatchObject({ coin: 'bitcoin' });
  });

  test('that cannot be used is an input that cannot be used; config can still be set', async () => {
    await say({ coin: 'bitcoin' });
    expect(await run('train')).toMatchObject({
      exitCode: 3,
      stdout: '',
      stderr:
        'error: crypto-predict.json has a key "coin" that is not known; ' +
        'its keys are coins, vs, target, feature_set, days, source\n',
    });
    expect((await run('config set theme dark')).exitCode).toBe(0);
  });
});

test('the built program says from where each setting comes', async () => {
  await using own = await createSandbox();
  await own.write('crypto-predict.json', '{"coins":["ethereum","bitcoin"],"vs":"eur"}');
  await own.run(['config', 'set', 'coin', 'dash']);
  await own.run(['config', 'set', 'days', '90']);
  const env = { COINGECKO_API_KEY: 'CG-secret' };
  const { stdout } = await own.run(['config', 'list', '--format', 'json'], { env });
  expect(JSON.parse(stdout)).toEqual({
    coin: 'ethereum',
    coins: ['ethereum', 'bitcoin'],
    vs_currency: 'eur',
    days: 90,
    api_key: '********',
    origins: {
      coin: 'project',
      coins: 'project',
      vs_currency: 'project',
      days: 'user',
      api_key: 'environment',
    },
  });
  const { stdout: text } = await own.run(['config']);
  expect(text).toMatch(/^coin +ethereum +from crypto-predict\.json of this workspace$/m);
  expect(text).toMatch(/^days +90 +from your preferences$/m);
  expect(text).toMatch(/^theme +\(not set\)$/m);
});
