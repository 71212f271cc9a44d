import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { coingeckoServer, marketChart } from '../testing/coingecko-server.ts';
import { expectRefusal } from '../testing/errors.ts';
import { mountMemory } from '../testing/mounts.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';

const TRAIN = ['train', '--coin', 'bitcoin', '--quiet', '--optimizer', 'preconditioned'];
const OFFLINE = [...TRAIN, '--source', 'bundled'];

/** Puts a link in the workspace that leads to a folder or a file outside it. */
async function linkOut(sandbox: Sandbox, path: string, to: 'folder' | 'file' | 'nothing'): Promise<void> {
  const outside = join(sandbox.home, 'outside');
  if (to === 'folder') await mkdir(outside);
  if (to === 'file') await writeFile(outside, 'precious');
  await mkdir(dirname(join(sandbox.workspace, path)), { recursive: true });
  await symlink(outside, join(sandbox.workspace, path));
}

async function outsideOf({ home }: Sandbox): Promise<readonly string[]> {
  return (await readdir(home, { recursive: true })).filter((name) => name.startsWith('outside'));
}

describe.concurrent('a link where an output goes', () => {
  test.each([
    ['data', 'folder'],
    ['data', 'nothing'],
    ['data/raw', 'folder'],
    ['data/raw', 'nothing'],
    ['data/raw/bitcoin_usd.json', 'nothing'],
    ['data/processed', 'folder'],
    ['data/processed/bitcoin_usd.csv', 'file'],
    ['data/features', 'folder'],
    ['data/features/bitcoin_usd_365d_features.csv', 'file'],
    ['models', 'folder'],
    ['models', 'nothing'],
    ['models/current.json', 'nothing'],
  ] as const)('at %s that leads to a %s outside is refused, and nothing is written', async (path, to) => {
    await using sandbox = await createSandbox();
    await using server = await coingeckoServer(marketChart);
    await linkOut(sandbox, path, to);
    const before = await sandbox.snapshot();
    const outcome = await sandbox.run(TRAIN, { env: { COINGECKO_BASE_URL: server.baseUrl } });
    expectRefusal(outcome, 3, /is a link.*outputs stay inside the workspace/);
    expect(await sandbox.snapshot()).toEqual(before);
    expect(await outsideOf(sandbox)).toEqual(to === 'nothing' ? [] : ['outside']);
  });

  test('that leads in a circle is refused', async () => {
    await using sandbox = await createSandbox();
    await symlink('models', join(sandbox.workspace, 'models'));
    expectRefusal(await sandbox.run(OFFLINE), 3, /models/);
  });

  test('that stays inside the workspace is followed', async () => {
    await using sandbox = await createSandbox();
    await mkdir(join(sandbox.workspace, 'elsewhere'));
    await symlink('elsewhere', join(sandbox.workspace, 'models'));
    expect((await sandbox.run(OFFLINE)).exitCode).toBe(0);
    expect(await readdir(join(sandbox.workspace, 'elsewhere'))).toContain('current.json');
  });
});

describe.concurrent('a workspace that cannot be used', () => {
  test.each([
    ['does not exist', 'nowhere', 2],
    ['is a file', 'a-file', 2],
    ['is below a file', 'a-file/below', 2],
  ])('because it %s is one clear line', async (_, name, exitCode) => {
    await using sandbox = await createSandbox();
    await sandbox.write('a-file', 'text');
    const before = await sandbox.snapshot();
    expectRefusal(
      await sandbox.run([...OFFLINE, '--workspace', name]),
      exitCode,
      new RegExp(`workspace .*${name}`),
    );
    expect(await sandbox.snapshot()).toEqual(before);
  });

  test.each([
    ['data', 'a file where data/ should be'],
    ['models', 'a file where models/ should be'],
    ['data/processed/bitcoin_usd.csv/x', 'a folder where a table should be'],
  ])('because of %s is one clear line (%s)', async (path) => {
    await using sandbox = await createSandbox();
    await sandbox.write(path, 'text');
    expectRefusal(
      await sandbox.run(OFFLINE),
      5,
      /(file|folder) is where a (file|folder) should be; move it away/,
    );
  });

  test('because it is read-only is one clear line, at once', async ({ skip }) => {
    await using sandbox = await createSandbox();
    await using mount = await mountMemory(sandbox.workspace, '8m');
    if (mount === undefined) return skip('mounting is not allowed here');
    for (const folder of ['models', 'data']) await mkdir(join(sandbox.workspace, folder));
    await mount.makeReadOnly();
    const before = await sandbox.snapshot();
    const start = performance.now();
    expectRefusal(await sandbox.run(OFFLINE), 5, /read-only/);
    expectRefusal(await sandbox.run(['fetch', '--offline', '--quiet']), 5, /read-only/);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(await sandbox.snapshot()).toEqual(before);
  });

  test.for(['4k', '24k', '68k', '76k'])(
    'because %s is all the room it has is one clear line, and no temporary file is left',
    async (size, { skip }) => {
      await using sandbox = await createSandbox();
      await using mount = await mountMemory(sandbox.workspace, size);
      if (mount === undefined) return skip('mounting is not allowed here');
      const outcome = await sandbox.run(OFFLINE);
      expectRefusal(outcome, 5, /the disk is full/);
      const names = await readdir(sandbox.workspace, { recursive: true });
      expect(names.filter((name) => /\.\d+$|\.partial|\.lock/.test(name))).toEqual([]);
    },
  );
});

test('what a killed process left is removed when it is an hour old, and not before', async () => {
  await using sandbox = await createSandbox();
  const old = ['models/.bitcoin-usd-x.partial/model.json', 'data/processed/bitcoin_usd.csv.123456789'];
  const fresh = ['models/.bitcoin-usd-y.partial/model.json', 'data/processed/bitcoin_usd.csv.987654321'];
  const other = 'data/processed/bitcoin_usd.csv.backup';
  for (const path of [...old, ...fresh, other]) await sandbox.write(path, 'half');
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const path of [...old, other, 'models/.bitcoin-usd-x.partial']) {
    await utimes(join(sandbox.workspace, path), longAgo, longAgo);
  }
  expect((await sandbox.run(OFFLINE)).exitCode).toBe(0);
  const left = Object.keys(await sandbox.snapshot());
  expect(left).toEqual(expect.arrayContaining([...fresh, other]));
  expect(left).not.toEqual(expect.arrayContaining([expect.stringMatching(/-x\.partial|123456789/)]));
});
