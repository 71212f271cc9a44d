import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { jsonForm } from '../results/codec.ts';
import { notificationSchema } from '../results/notification.ts';
import { temporaryFolder, testContext } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';
import { trainInto } from '../testing/server.ts';
import { redirect, status, webhook } from '../testing/webhook.ts';

/** The day of the newest price: all is well. A month later it is stale. */
const [FRESH, STALE] = [new Date('2026-01-31T12:00:00Z'), new Date('2026-03-03T12:00:00Z')];
const KEY = 'CG-secret-key';

let template = '';
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'crypto-predict-'));
  await trainInto(await testContext({ workspace: { root: template } }));
  return () => rm(template, { recursive: true });
});

async function trainedWorkspace(): Promise<string> {
  const root = await temporaryFolder();
  await cp(template, root, { recursive: true });
  return root;
}

const monitor = (workspace: string, now: Date, url: string, ...flags: readonly string[]) =>
  runInProcess(['monitor', '--coin', 'bitcoin', '--offline', '--notify', url, ...flags], {
    workspace,
    now: () => now,
    env: { COINGECKO_API_KEY: KEY },
  });

test('row 85: a status that changes, and changes back → each change told once', async () => {
  const workspace = await trainedWorkspace();
  const { url, got } = await webhook(status(200));
  const counts: number[] = [];
  for (const now of [FRESH, STALE, STALE, FRESH, FRESH, STALE]) {
    const { exitCode, stdout } = await monitor(workspace, now, url, '--format', 'json');
    expect(exitCode).toBe(0);
    counts.push(got.length);
    const told = counts.at(-1) !== (counts.at(-2) ?? 0);
    expect(JSON.parse(stdout)).toMatchObject({ notified: told });
  }
  expect(counts).toEqual([0, 1, 1, 2, 2, 3]);
  const bodies = got.map(({ body }) => v.parse(jsonForm(notificationSchema), body));
  expect(bodies.map((body) => [body.previous_status, body.status])).toEqual([
    ['ok', 'warning'],
    ['warning', 'ok'],
    ['ok', 'warning'],
  ]);
  expect(bodies[0]).toMatchObject({
    event: 'status_changed',
    coin: 'bitcoin',
    vs_currency: 'usd',
    target: 'direction',
    title: 'bitcoin in usd: warning',
    text: 'bitcoin in usd: warning (was ok); the newest day is 31 days old',
    reasons: ['the newest day is 31 days old'],
    to: '2026-01-31',
    checked_at: STALE.toISOString(),
  });
  expect(JSON.stringify(got)).not.toContain(KEY);
  expect(await readFile(join(workspace, 'data/told/bitcoin_usd/told.json'), 'utf8')).not.toContain('SECRET');
});

test('row 85: an address that does not answer → exit 4 beside the result, told by the next monitor', async () => {
  const workspace = await trainedWorkspace();
  const { url, got } = await webhook(redirect('https://example.com/', 302), status(200));
  const failed = await monitor(workspace, STALE, url);
  expect(failed).toMatchObject({ exitCode: 4, stdout: expect.stringContaining('! WARNING') });
  expect(failed.stderr).toMatch(
    /error: the status could not be told to localhost:\d+: it redirects[^\n]*\n$/,
  );
  expect(failed.stderr).not.toContain('SECRET');
  expect((await monitor(workspace, STALE, url)).exitCode).toBe(0);
  expect(got).toHaveLength(2);
});

test('row 85: an address that does not answer, and --fail-on → both said, the higher exit code', async () => {
  const workspace = await trainedWorkspace();
  const { url } = await webhook(status(404));
  const { exitCode, stdout, stderr } = await monitor(
    workspace,
    STALE,
    url,
    '--fail-on',
    'warning',
    '--quiet',
  );
  expect([exitCode, stdout]).toEqual([6, '']);
  expect(stderr).toMatch(
    /^error: the status is warning: .*; the status could not be told to .*HTTP 404[^\n]*\n$/,
  );
});

test('row 85: two at once, and another address → a change told once to each', async () => {
  const workspace = await trainedWorkspace();
  const [one, other] = [await webhook(status(200)), await webhook(status(200))];
  await Promise.all([1, 2, 3].map(() => monitor(workspace, STALE, one.url)));
  expect(one.got).toHaveLength(1);
  await monitor(workspace, STALE, other.url);
  expect([one.got.length, other.got.length]).toEqual([1, 1]);
});

test('row 85: a damaged record of what was told → refused by name, not taken for none', async () => {
  const workspace = await trainedWorkspace();
  const { url, got } = await webhook(status(200));
  await monitor(workspace, STALE, url);
  await writeFile(join(workspace, 'data/told/bitcoin_usd/told.json'), '{}');
  const { exitCode, stderr } = await monitor(workspace, STALE, url);
  expect([exitCode, got.length]).toEqual([3, 1]);
  expect(stderr).toMatch(/told\.json is damaged.*remove the file/);
});

test.each(['ftp://example.com/', 'file:///etc/passwd', 'example.com/hook', ''])(
  'row 85: the address %j → exit 2',
  async (url) => {
    const { exitCode, stderr } = await monitor(await temporaryFolder(), FRESH, url);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('use an http or https address');
  },
);

test('--target is of which target the run in use is', async () => {
  const workspace = await trainedWorkspace();
  const { id } = await trainInto(await testContext({ workspace: { root: workspace } }), {
    target: 'large_move',
    featureSet: 'volatility',
  });
  const args = ['monitor', 'bitcoin', '--offline', '--target', 'large-move', '--format', 'json'];
  const { stdout } = await runInProcess(args, { workspace, now: () => FRESH });
  expect(JSON.parse(stdout)).toMatchObject({ run_id: id, target: 'large_move' });
});
