import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { coingeckoServer, marketChart } from '../testing/coingecko-server.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, environment, program, type Sandbox } from '../testing/run-program.ts';

const execute = promisify(execFile);
const TRAIN = [
  'train',
  '--coin',
  'bitcoin',
  '--source',
  'bundled',
  '--quiet',
  '--optimizer',
  'preconditioned',
];

/** A workspace with two runs, and the program under its own name on the path. */
let sandbox: Sandbox;
let shellEnv: Record<string, string>;
beforeAll(async () => {
  sandbox = await createSandbox();
  vi.stubEnv('XDG_CONFIG_HOME', join(sandbox.home, '.config'));
  for (const l2 of ['1', '2']) expect((await run([...TRAIN, '--l2', l2])).exitCode).toBe(0);
  await symlink(program, join(sandbox.home, 'crypto-predict'));
  shellEnv = { ...environment(sandbox.home), PATH: `${sandbox.home}:${process.env.PATH}` };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox[Symbol.asyncDispose]();
});

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runInProcess(args, { workspace: sandbox.workspace, env, now: () => new Date() });
const shell = (command: string, env: Record<string, string> = {}) =>
  execute('bash', ['-c', command], { cwd: sandbox.workspace, env: { ...shellEnv, ...env } });

describe('with --format json', () => {
  test.each([
    'train --coin ethereum --source bundled --optimizer preconditioned',
    'train --offline --optimizer preconditioned',
    'features --source bundled --limit 2',
    'features --source bundled --limit 0',
    'fetch --offline',
    'predict --coin bitcoin --source bundled --explain',
    'predict --run newest --source bundled',
    'runs',
    'runs show newest',
    'runs compare previous newest',
    'runs use newest',
    'config list',
    'config set theme dark',
    'config get theme',
    'config unset theme',
    'config path',
    'completion zsh',
  ])('%s prints exactly one JSON document, and with --quiet nothing else', async (command) => {
    const args = command.split(' ');
    if (command.includes('--run newest')) {
      const { stdout } = await run(['runs', 'show', 'newest', '--format', 'json']);
      args[args.indexOf('newest')] = (JSON.parse(stdout) as { run: { id: string } }).run.id;
    }
    const { exitCode, stdout, stderr } = await run([...args, '--format', 'json', '--quiet']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toBeInstanceOf(Object);
    expect(stdout).not.toMatch(/NaN|Infinity/);
  });
});

describe('with --quiet', () => {
  test.each([
    'train --coin ethereum --source bundled --optimizer preconditioned',
    'features --source bundled --limit 2',
    'fetch --offline',
    'evaluate --offline --days 400',
    'tune --offline --days 400 --feature-set classic --jobs 1',
    'monitor --offline',
    'monitor --coin bitcoin,ethereum --offline',
    'retrain --offline --dry-run',
    'report newest --offline',
    'ledger',
    'ledger list',
    'ledger show newest',
    'predict --coin bitcoin --source bundled --explain',
    'runs',
    'runs show newest',
    'runs compare previous newest',
    'runs use newest',
    'signals',
    'config list',
    'config set theme dark',
    'config unset theme',
  ])('%s prints nothing', async (command) => {
    const { exitCode, stdout, stderr } = await run([...command.split(' '), '--quiet']);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test.each(['ledger export', 'config get coin', 'config path', 'completion bash'])(
    '%s prints what it was asked for',
    async (command) => {
      const { exitCode, stdout } = await run([...command.split(' '), '--quiet']);
      expect(exitCode).toBe(0);
      expect(stdout.trim()).not.toBe('');
    },
  );

  test('an error is printed', async () => {
    const { exitCode, stdout, stderr } = await run(['predict', '--coin', 'dogecoin', '--quiet']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
    expect(stderr).toMatch(/^error: no model of dogecoin[^\n]*\n$/);
  });
});

describe('where the output goes', () => {
  test('a full device is one line and 1', async () => {
    await expect(shell('crypto-predict runs > /dev/full')).rejects.toMatchObject({
      code: 1,
      stderr: 'error: the result cannot be written (ENOSPC); check where it goes\n',
    });
  });

  test.each([
    ['with a slash at its end', '/'],
    ['with a query', '?x=1'],
    ['with a path', '/below'],
  ])('an address of CoinGecko %s works', async (_, end) => {
    await using server = await coingeckoServer(marketChart);
    const env = { COINGECKO_BASE_URL: `${server.baseUrl}${end}` };
    const outcome = await run(['fetch', '--coin', 'solana', '--refresh', '--source', 'coingecko'], env);
    expect(outcome.exitCode).toBe(0);
    const path = end === '/below' ? '/api/v3/below' : '/api/v3';
    expect(server.requests[0]?.url).toMatch(
      new RegExp(`^${path}/coins/solana/market_chart\\?vs_currency=usd`),
    );
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ COINGECKO_BASE_URL: 'ftp://x' }, /COINGECKO_BASE_URL is not an http or https address/],
    [{ COINGECKO_BASE_URL: 'nonsense' }, /COINGECKO_BASE_URL is not/],
    [{ COINGECKO_API_KEY: 'sec\nret' }, /COINGECKO_API_KEY is not a key/],
    [{ COINGECKO_PLAN: 'gold' }, /COINGECKO_PLAN cannot be "gold"/],
  ])('an environment of %j is a mistake of use', async (env, message) => {
    const { exitCode, stderr } = await run(['fetch', '--coin', 'dash'], env);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('ret');
  });
});
