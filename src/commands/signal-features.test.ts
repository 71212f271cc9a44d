import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { temporaryFolder } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';

it('keeps a table of features with signals apart from the one without, and offers the signals to the shell', async () => {
  const workspace = await temporaryFolder();
  const run = (...args: readonly string[]) => runInProcess(args, { workspace });

  await run('signals', 'import', join(packageRoot, 'docs', 'examples', 'day-change.csv'));
  const features = async (...args: readonly string[]) => {
    const { stdout } = await run('features', '--source', 'bundled', '--format', 'json', ...args);
    const path: string = JSON.parse(stdout).paths.features;
    return [path, (await readFile(join(workspace, path), 'utf8')).split('\n', 1)[0]] as const;
  };
  const [bare, bareHead] = await features();
  const [beside, head] = await features('--signal', 'day-change');
  expect(bare).toBe(join('data', 'features', 'bitcoin_usd_365d_features.csv'));
  expect(beside).toBe(join('data', 'features', 'bitcoin_usd_365d_with_day-change_features.csv'));
  expect(bareHead).not.toContain('day-change');
  expect(head).toMatch(/,day-change,target_price_up$/);
  expect((await readFile(join(workspace, bare), 'utf8')).split('\n', 1)[0]).toBe(bareHead);
  for (const words of [
    ['test', 'd'],
    ['evaluate', '--signal', ''],
    ['signals', 'show', ''],
  ]) {
    expect((await run('complete', '--', ...words)).stdout.trim()).toBe('day-change');
  }
  expect((await run('complete', '--', 'test', 'day-change', '')).stdout).not.toContain('day-change');
});

it('says which target and delay a search was about', async () => {
  const workspace = await temporaryFolder();
  const args = ['tune', '--source', 'bundled', '--days', '300', '--feature-set', 'volatility'];
  const { stdout } = await runInProcess(
    [...args, '--target', 'large_move', '--delay', '1', '--format', 'json'],
    {
      workspace,
    },
  );
  expect(JSON.parse(stdout)).toMatchObject({ target: 'large_move', delay: 1 });
});
