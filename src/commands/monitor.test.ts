import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { temporaryFolder, testContext } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';
import { trainInto } from '../testing/server.ts';

/** A month after the bundled snapshot ends. */
const LATER = new Date('2026-03-03T12:00:00Z');

function run(workspace: string, args: readonly string[]) {
  return runInProcess([...args, '--offline'], { workspace, now: () => LATER });
}

it('ends with 0 whatever the status, and with 6 where it is asked to fail on it', async () => {
  const { workspace, ...context } = await testContext();
  await trainInto({ workspace, ...context });
  const json = await run(workspace.root, ['monitor', '--coin', 'bitcoin', '--format', 'json']);
  expect(json.exitCode).toBe(0);
  const report = JSON.parse(json.stdout);
  expect(report.status).toBe('warning');
  expect(report.drift[0]).toMatchObject({
    feature: 'price',
    psi: expect.any(Number),
    ks_statistic: expect.any(Number),
    ks_p_value: expect.any(Number),
    drifted: null,
  });
  const { drifted } = report.drift.find(({ feature }: { feature: string }) => feature === 'day_of_week');
  expect(drifted).toBe(false);

  const failed = await run(workspace.root, ['monitor', '--coin', 'bitcoin', '--fail-on', 'warning']);
  expect(failed.exitCode).toBe(6);
  expect(failed.stdout).toContain('! WARNING');
  expect(failed.stderr).toMatch(/^error: the status is warning: the newest day is 31 days old; [^\n]+\n$/m);
  expect((await run(workspace.root, ['monitor', '--coin', 'bitcoin', '--fail-on', 'drift'])).exitCode).toBe(
    0,
  );
});

it('ends with 5 where no model is', async () => {
  const { exitCode, stderr } = await run(await temporaryFolder(), ['monitor', '--coin', 'bitcoin']);
  expect(exitCode).toBe(5);
  expect(stderr).toContain('crypto-predict train --coin bitcoin');
});

it('knows of each forecast of tomorrow once, and of none from a file of one’s own', async () => {
  const { workspace, ...context } = await testContext();
  const { id } = await trainInto({ workspace, ...context });
  const file = join(packageRoot, 'data/bundled/bitcoin_usd.csv');
  const log = () => readFile(join(workspace.root, 'data/forecasts/bitcoin_usd.jsonl'), 'utf8');
  expect((await run(workspace.root, ['predict', '--coin', 'bitcoin', '--from', file])).exitCode).toBe(0);
  await expect(log()).rejects.toThrow('ENOENT');
  for (let time = 0; time < 2; time++) {
    expect((await run(workspace.root, ['predict', '--coin', 'bitcoin'])).exitCode).toBe(0);
  }
  const lines = (await log()).trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ as_of: '2026-01-31', for: '2026-02-01', run: id });
});
