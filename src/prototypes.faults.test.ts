import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { encodeDocument } from './results/checksummed.ts';
import { temporaryFolder } from './testing/context.ts';
import { runInProcess } from './testing/in-process.ts';
import { createSandbox, type Sandbox } from './testing/run-program.ts';
import { PreferencesFile } from './workspace/preferences.ts';

/** What JSON has under these names is no prototype, and must not become one. */
const HOSTILE = '"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}';

const OFFLINE = ['--coin', 'bitcoin', '--source', 'bundled', '--quiet'];
const TRAIN = ['train', ...OFFLINE, '--optimizer', 'preconditioned'];

/** In a process that was polluted, every object would have it. */
afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
});

async function trained(): Promise<Sandbox & { readonly model: string }> {
  const sandbox = await createSandbox();
  const { stdout } = await runInProcess([...TRAIN, '--format', 'json'], sandbox);
  const { run } = JSON.parse(stdout) as { run: { path: string } };
  return { ...sandbox, model: join(run.path, 'model.json') };
}

/** Puts hostile members at the beginning of a document and of every object in it, with a checksum that is right. */
async function poison({ read, write }: Sandbox, path: string): Promise<void> {
  const { schema_version, checksum, ...body } = JSON.parse(await read(path)) as Record<string, unknown>;
  expect([typeof schema_version, typeof checksum]).toEqual(['number', 'string']);
  const text = JSON.stringify(body).replaceAll(/\{(?=")/g, `{${HOSTILE}, `);
  await write(path, encodeDocument(Number(schema_version), JSON.parse(text) as object));
}

describe('members of JSON that are named like a prototype', () => {
  test('row 40: "__proto__" throughout a model, its metrics and the runs in use → inert', async () => {
    await using sandbox = await trained();
    const forecast = async () => (await runInProcess(['predict', ...OFFLINE], sandbox)).stdout;
    const before = await forecast();
    const metrics = sandbox.model.replace('model.json', 'training_metrics.json');
    for (const path of [metrics, 'models/current.json', sandbox.model]) {
      await poison(sandbox, path);
      expect(await forecast()).toBe(before);
      expect((await runInProcess(['runs'], sandbox)).exitCode).toBe(0);
    }
  });

  test('row 40: "__proto__" throughout a stored chart, a forecast and a decision → inert', async () => {
    await using sandbox = await trained();
    await sandbox.write('a.csv', 'date,price,market_cap,total_volume\n2026-01-30,85000,1,1\n');
    const fetch = ['fetch', '--coin', 'bitcoin', '--offline'];
    const file = join(sandbox.workspace, 'a.csv');
    expect((await runInProcess([...fetch, '--from', file], sandbox)).exitCode).toBe(0);
    await poison(sandbox, 'data/raw/bitcoin_usd.json');
    await sandbox.write('data/forecasts/bitcoin_usd.jsonl', `{${HOSTILE}}\n`);
    await sandbox.write('models/decisions.jsonl', `{${HOSTILE}}\n`);
    for (const args of [fetch, ['monitor', ...OFFLINE], ['retrain', ...OFFLINE]]) {
      expect((await runInProcess(args, sandbox)).exitCode).toBe(0);
    }
  });

  test('row 40: "__proto__" in the preferences, and as the name of one → inert, refused', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'config.json'), `{${HOSTILE}, "coin": "dash"}`);
    const file = new PreferencesFile(folder);
    expect(file.read()).toEqual({ coin: 'dash' });
    await file.set('coin', 'solana');
    expect(file.read()).toEqual({ coin: 'solana' });
    for (const name of ['__proto__', '__proto__.polluted', 'constructor.prototype.polluted']) {
      expect((await runInProcess(['config', 'set', name, '1'])).exitCode).toBe(2);
    }
  });
});

test.each([
  ['beside the others', 'inert', 'date,price,market_cap,total_volume,__proto__', 0],
  ['in the place of one', 'exit 3', '__proto__,price,market_cap,total_volume', 3],
])('row 40: a column of a CSV that is called "__proto__", %s → %s', async (_, __, names, exitCode) => {
  await using sandbox = await createSandbox();
  const file = await sandbox.write('a.csv', `${names}\n2026-01-30,85000,1,1,1\n`);
  const outcome = await runInProcess(['fetch', '--coin', 'x-coin', '--from', file], sandbox);
  expect(outcome.exitCode).toBe(exitCode);
});
