import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiChart, coingeckoServer, json } from '../testing/coingecko-server.ts';
import { NOW } from '../testing/context.ts';
import { expectRefusal, expectRefused } from '../testing/errors.ts';
import { runInProcess } from '../testing/in-process.ts';
import { mountingProblem, mountMemory } from '../testing/mounts.ts';
import { createSandbox, environment, program, type Sandbox } from '../testing/run-program.ts';

const execute = promisify(execFile);

const TRAIN = ['train', '--coin', 'bitcoin', '--quiet', '--optimizer', 'preconditioned'];
const OFFLINE = [...TRAIN, '--source', 'bundled'];

/** A workspace with a run, made once, and copied for each test. */
let trained: Sandbox;
let runId: string;
beforeAll(async () => {
  trained = await createSandbox();
  const { workspace } = trained;
  const { stdout } = await runInProcess([...OFFLINE, '--format', 'json'], { workspace });
  runId = (JSON.parse(stdout) as { run: { id: string } }).run.id;
});
afterAll(() => trained[Symbol.asyncDispose]());

/** Puts a link in the workspace that leads to a folder or a file outside it. */
async function linkOut(sandbox: Sandbox, path: string, to: 'folder' | 'file' | 'nothing'): Promise<void> {
  const outside = join(sandbox.home, 'outside');
  if (to === 'folder') await mkdir(outside);
  if (to === 'file') await writeFile(outside, 'precious');
  const link = join(sandbox.workspace, path);
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { recursive: true, force: true });
  await symlink(outside, link);
}

async function outsideOf({ home }: Sandbox): Promise<readonly string[]> {
  return (await readdir(home, { recursive: true })).filter((name) => name.startsWith('outside'));
}

/** Runs a command that has fetched something to store, where a link is in the way of one of its outputs. */
async function expectLinkRefused(
  sandbox: Sandbox,
  args: readonly string[],
  { path, to }: { readonly path: string; readonly to: 'folder' | 'file' | 'nothing' },
): Promise<void> {
  await using server = await coingeckoServer(json(apiChart(365, NOW)));
  await linkOut(sandbox, path, to);
  await expectRefused(sandbox, args, {
    exitCode: 3,
    message: /is a link.*outputs stay inside the workspace/,
    env: { COINGECKO_BASE_URL: server.baseUrl },
  });
  expect(server.requests).toHaveLength(1);
  expect(await outsideOf(sandbox)).toEqual(to === 'nothing' ? [] : ['outside']);
  if (to === 'file') expect(await readFile(join(sandbox.home, 'outside'), 'utf8')).toBe('precious');
}

describe('a link where an output goes', () => {
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
  ] as const)(
    'row 29: train, and %s leads to a %s outside → exit 3, nothing is written',
    async (path, to) => {
      await using sandbox = await createSandbox();
      await expectLinkRefused(sandbox, [...TRAIN, '--refresh'], { path, to });
    },
  );

  test.each([
    ['predict', 'data/forecasts', 'folder'],
    ['predict', 'data/forecasts/bitcoin_usd.jsonl', 'file'],
    ['evaluate --days 120', 'data/evaluations', 'folder'],
    ['evaluate --days 120', 'data/evaluations/bitcoin_usd_classic.json', 'file'],
    ['report --days 120', 'models/RUN/report.html', 'file'],
    ['report --days 120', 'models/RUN/report.md', 'file'],
    ['retrain --days 300', 'models/decisions.jsonl', 'file'],
    ['retrain --days 300', 'models/.retraining', 'folder'],
  ] as const)(
    'row 29: %s, and %s leads to a %s outside → exit 3, nothing is written',
    async (args, path, to) => {
      await using sandbox = await createSandbox();
      await cp(trained.workspace, sandbox.workspace, { recursive: true });
      const command = [...args.split(' '), '--coin', 'bitcoin', '--refresh', '--quiet'];
      await expectLinkRefused(sandbox, command, { path: path.replace('RUN', runId), to });
    },
  );

  test('row 29: models leads to itself → exit 3, nothing is written', async () => {
    await using sandbox = await createSandbox();
    await symlink('models', join(sandbox.workspace, 'models'));
    await expectRefused(sandbox, OFFLINE, { exitCode: 3, message: /models/ });
  });

  test('row 29: models leads to another folder of the workspace → followed', async () => {
    await using sandbox = await createSandbox();
    await mkdir(join(sandbox.workspace, 'elsewhere'));
    await symlink('elsewhere', join(sandbox.workspace, 'models'));
    expect((await runInProcess(OFFLINE, sandbox)).exitCode).toBe(0);
    expect(await readdir(join(sandbox.workspace, 'elsewhere'))).toContain('current.json');
  });
});

describe('a workspace that cannot be used', () => {
  test.each([
    ['does not exist', 'nowhere'],
    ['is a file', 'a-file'],
    ['is below a file', 'a-file/below'],
  ])('row 30: a workspace that %s → exit 2, one clear line', async (_, name) => {
    await using sandbox = await createSandbox();
    await sandbox.write('a-file', 'text');
    const message = new RegExp(`workspace .*${name}`);
    await expectRefused(sandbox, [...OFFLINE, '--workspace', name], { exitCode: 2, message });
  });

  test.each([
    ['a file where data/ should be', 'data'],
    ['a file where models/ should be', 'models'],
    ['a folder where a table should be', 'data/processed/bitcoin_usd.csv/x'],
  ])('row 30: %s → exit 5, one clear line', async (_, path) => {
    await using sandbox = await createSandbox();
    await sandbox.write(path, 'text');
    expectRefusal(
      await runInProcess(OFFLINE, sandbox),
      5,
      /(file|folder) is where a (file|folder) should be; move it away/,
    );
  });

  test('row 30: a limit on the size of files → exit 5, one clear line, no temporary file left', async () => {
    await using sandbox = await createSandbox();
    const limited = `ulimit -f 8; exec '${process.execPath}' '${program}' ${OFFLINE.join(' ')}`;
    const options = { cwd: sandbox.workspace, env: environment(sandbox.home) };
    const outcome = await execute('bash', ['-c', limited], options).catch((error: unknown) => error);
    expect(outcome).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/^error: .*may not be that large here; [^\n]+\n$/),
    });
    const names = await readdir(sandbox.workspace, { recursive: true });
    expect(names.filter((name) => /\.partial|\.lock/.test(name))).toEqual([]);
  });

  test.runIf(existsSync('/proc/self'))(
    'row 30: a folder that takes no files → exit 5, one clear line',
    async () => {
      expectRefusal(
        await runInProcess(OFFLINE, { workspace: '/proc' }),
        5,
        /takes no files; name another folder/,
      );
    },
  );

  const isTried = mountingProblem === undefined ? test : test.todo;
  const told = (happened: string) =>
    mountingProblem === undefined ? happened : `not tried here: ${mountingProblem}`;

  isTried(`row 30: a read-only file system → ${told('exit 5, one clear line')}`, async () => {
    await using sandbox = await createSandbox();
    await using mount = await mountMemory(sandbox.workspace, '8m');
    for (const folder of ['models', 'data']) await mkdir(join(sandbox.workspace, folder));
    await mount.makeReadOnly();
    const before = await sandbox.snapshot();
    for (const args of [OFFLINE, ['fetch', '--offline', '--quiet']]) {
      expectRefusal(await sandbox.run(args), 5, /read-only/);
    }
    expect(await sandbox.snapshot()).toEqual(before);
  });

  isTried.each(['4k', '24k', '68k', '76k'])(
    `row 30: a disk of %s that is full → ${told('exit 5, one clear line, no temporary file left')}`,
    async (size) => {
      await using sandbox = await createSandbox();
      await using _mount = await mountMemory(sandbox.workspace, size);
      expectRefusal(await sandbox.run(OFFLINE), 5, /the disk is full/);
      const names = await readdir(sandbox.workspace, { recursive: true });
      expect(names.filter((name) => /\.partial|\.lock/.test(name))).toEqual([]);
    },
  );
});

test('row 31: what a killed process left → removed when it is an hour old, and not before', async () => {
  await using sandbox = await createSandbox();
  const old = [
    'models/.bitcoin-usd-x.partial/model.json',
    'data/processed/.bitcoin_usd.csv.0123abcd.partial',
  ];
  const fresh = [
    'models/.bitcoin-usd-y.partial/model.json',
    'data/processed/.bitcoin_usd.csv.4567cdef.partial',
  ];
  const other = 'data/processed/bitcoin_usd.csv.backup';
  for (const path of [...old, ...fresh, other]) await sandbox.write(path, 'half');
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const path of [...old, other, 'models/.bitcoin-usd-x.partial']) {
    await utimes(join(sandbox.workspace, path), longAgo, longAgo);
  }
  expect((await runInProcess(OFFLINE, sandbox)).exitCode).toBe(0);
  const left = Object.keys(await sandbox.snapshot());
  expect(left).toEqual(expect.arrayContaining([...fresh, other]));
  expect(left).not.toEqual(expect.arrayContaining([expect.stringMatching(/-x\.partial|0123abcd/)]));
});
