import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addDays, utcDate } from '../dates.ts';
import { coingeckoServer, marketChart } from '../testing/coingecko-server.ts';
import { temporaryFolder } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';

/** A signal on every day of the bundled snapshot. */
const MOON = [
  'date,moon',
  ...Array.from({ length: 740 }, (_, t) => `${addDays('2024-01-25', t)},${Math.cos(t / 4.7).toFixed(6)}`),
].join('\n');
const weekAgo = addDays(utcDate(Date.now()), -7);

it.each([
  ['bitcoin', '--feature-set returns --days 500 --source bundled --until 2025-12-15'],
  ['bitcoin', '--feature-set returns --days 500 --source bundled'],
  ['dogecoin', `--days 300 --until ${weekAgo}`],
  ['bitcoin', '--target large_move --delay 2 --signal moon --carry 3 --source bundled'],
])(
  'tells the command that trains the same model of %s again, online, to the last digit: %s',
  async (coin, which) => {
    const workspace = await temporaryFolder();
    await using coingecko = await coingeckoServer(marketChart);
    const env = { COINGECKO_BASE_URL: coingecko.baseUrl };
    const run = (...args: readonly string[]) => runInProcess(args, { workspace, env, now: () => new Date() });
    await run('fetch', '--coin', coin);
    const moon = join(workspace, 'moon.csv');
    await writeFile(moon, MOON);
    await run('signals', 'import', moon, '--known', 'end');
    const train = async (line: string) => {
      const { stdout } = await run(...line.split(' '), '--format', 'json');
      const { optimizer, intercept, coefficients, metrics, to } = JSON.parse(stdout);
      return { optimizer, intercept, coefficients, metrics, to };
    };
    const first = await train(
      `train --coin ${coin} ${which} --l2 30 --test-size 0.3 --optimizer gradient-descent --epochs 50 --tolerance 1e-6`,
    );
    const { stdout } = await run('report', '--offline', '--format', 'json');
    const report = await readFile(join(workspace, JSON.parse(stdout).paths.markdown), 'utf8');
    await run('fetch', '--coin', coin, '--refresh');
    const [, again] = /^crypto-predict (train .*)$/m.exec(report) ?? [];
    expect(await train(again ?? '')).toEqual(first);
  },
);

it('reports on the run in use of the target that is named, and refuses another', async () => {
  const workspace = await temporaryFolder();
  const run = (...args: readonly string[]) => runInProcess(args, { workspace });
  const train = async (...args: readonly string[]) => {
    const { stdout } = await run('train', '--source', 'bundled', '--format', 'json', ...args);
    return JSON.parse(stdout).run.id;
  };
  const ids = {
    large_move: await train('--coin', 'ethereum', '--target', 'large_move'),
    direction: await train('--coin', 'ethereum'),
  };
  const report = (...args: readonly string[]) =>
    run('report', '--source', 'bundled', '--format', 'json', ...args);
  for (const [target, id] of Object.entries(ids)) {
    expect(JSON.parse((await report('--target', target)).stdout)).toMatchObject({
      run_id: id,
      coin: 'ethereum',
    });
  }
  expect(await report(ids.direction, '--target', 'large-move')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(`run ${ids.direction} forecasts direction, not large_move`),
  });
  expect(await report('--target', 'beats_bitcoin')).toMatchObject({ exitCode: 5, stdout: '' });
});
