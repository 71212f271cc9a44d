import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { temporaryFolder, testContext } from '../testing/context.ts';
import { trainInto } from '../testing/server.ts';

/** Runs the built program in a workspace, without the network. */
function run(workspace: string, args: readonly string[]) {
  const program = join(packageRoot, 'bin/crypto-predict.js');
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const all = [program, ...args, '--offline', '--quiet', '--workspace', workspace];
    execFile(process.execPath, all, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

it('ends with 0 whatever the status, and with 6 where it is asked to fail on it', async () => {
  const { workspace, ...context } = await testContext();
  await trainInto({ workspace, ...context });
  const json = await run(workspace.root, ['monitor', '--coin', 'bitcoin', '--format', 'json']);
  expect(json.code).toBe(0);
  const report = JSON.parse(json.stdout);
  expect(report.status).toBe('warning');
  expect(report.drift[0]).toMatchObject({
    feature: 'price',
    psi: expect.any(Number),
    ks_statistic: expect.any(Number),
    ks_p_value: expect.any(Number),
    drifted: false,
  });

  const failed = await run(workspace.root, ['monitor', '--coin', 'bitcoin', '--fail-on', 'warning']);
  expect(failed.code).toBe(6);
  expect(failed.stdout).toContain('! WARNING');
  expect(failed.stderr).toMatch(/^error: the status is warning: the newest day is \d+ days old; [^\n]+\n$/);
  expect((await run(workspace.root, ['monitor', '--coin', 'bitcoin', '--fail-on', 'drift'])).code).toBe(0);
});

it('ends with 5 where no model is', async () => {
  const { code, stderr } = await run(await temporaryFolder(), ['monitor', '--coin', 'bitcoin']);
  expect(code).toBe(5);
  expect(stderr).toContain('crypto-predict train --coin bitcoin');
});

it('knows of each forecast of tomorrow once, and of none from a file of one’s own', async () => {
  const { workspace, ...context } = await testContext();
  const { id } = await trainInto({ workspace, ...context });
  const file = join(packageRoot, 'data/bundled/bitcoin_usd.csv');
  const log = () => readFile(join(workspace.root, 'data/forecasts/bitcoin_usd.jsonl'), 'utf8');
  expect((await run(workspace.root, ['predict', '--coin', 'bitcoin', '--from', file])).code).toBe(0);
  await expect(log()).rejects.toThrow('ENOENT');
  for (let time = 0; time < 2; time++) {
    expect((await run(workspace.root, ['predict', '--coin', 'bitcoin'])).code).toBe(0);
  }
  const lines = (await log()).trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ as_of: '2026-01-31', for: '2026-02-01', run: id });
});
