import { watch } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { coingeckoServer, marketChart } from '../testing/coingecko-server.ts';
import { expectRefusal } from '../testing/errors.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';
import { removeRun, useRun } from './change-runs.ts';
import { readStoredChart } from './charts.ts';
import { decodeDocument, encodeDocument, sha256 } from './checksummed.ts';
import { metricsDocument, modelDocument } from './documents/run-documents.ts';
import { listRuns, readRunInUse } from './runs.ts';

const TRAIN = [
  'train',
  '--coin',
  'bitcoin',
  '--quiet',
  '--optimizer',
  'preconditioned',
  '--source',
  'bundled',
];
const PREDICT = ['predict', '--coin', 'bitcoin', '--source', 'bundled', '--quiet'];
const bitcoin = { coin: 'bitcoin', vsCurrency: 'usd' };

/** A workspace with one trained run, made once, and copied for each test. */
let original: Sandbox;
let runId: string;
beforeAll(async () => {
  original = await createSandbox();
  const { stdout } = await original.run([...TRAIN, '--format', 'json']);
  runId = (JSON.parse(stdout) as { run: { id: string } }).run.id;
});
afterAll(() => original[Symbol.asyncDispose]());

async function trainedSandbox(): Promise<Sandbox> {
  const sandbox = await createSandbox();
  await cp(original.workspace, sandbox.workspace, { recursive: true });
  return sandbox;
}

/** Makes locks look as if their owners had been gone for a minute. */
async function ageLocks({ workspace }: Sandbox): Promise<void> {
  const then = new Date(Date.now() - 60_000);
  for (const folder of ['data', 'models']) {
    await utimes(join(workspace, folder, '.lock'), then, then).catch(() => {});
  }
}

describe('a process that is killed', () => {
  test('leaves the old runs or the new one, whenever it happens in a training or a fetch', async () => {
    await using sandbox = await trainedSandbox();
    await using server = await coingeckoServer(marketChart);
    const workspace = { root: sandbox.workspace };
    const env = { COINGECKO_BASE_URL: server.baseUrl };
    const commands = [
      TRAIN,
      ['train', '--quiet', '--optimizer', 'preconditioned', '--refresh'],
      ['fetch', '--quiet', '--refresh'],
    ];
    const moments = ['at the first write', 'by chance'];
    let killed = 0;
    for (let i = 0; i < 15; i++) {
      const outcome = await sandbox.run(commands[i % commands.length] ?? TRAIN, {
        env,
        meanwhile: (child) => {
          const kill = () => child.kill('SIGKILL');
          if (moments[i % 2] === 'by chance') return void setTimeout(kill, 80 + 250 * Math.random());
          const watcher = watch(sandbox.workspace, { recursive: true }, () => {
            setTimeout(kill, 8 * Math.random());
            watcher.close();
          });
          child.on('close', () => watcher.close());
        },
      });
      await ageLocks(sandbox);
      killed += outcome.signal === 'SIGKILL' ? 1 : 0;
      const { runs, damaged, current } = await listRuns(workspace);
      expect(damaged).toEqual([]);
      expect(runs.map(({ id }) => id)).toContain(current.inUse.get('bitcoin_usd'));
      expect((await readRunInUse(workspace, bitcoin)).model.parameters.weights).toHaveLength(12);
      await readStoredChart(workspace, bitcoin);
    }
    expect(killed).toBeGreaterThan(5);
    expect((await sandbox.run(['runs', 'list'])).exitCode).toBe(0);
    expect((await sandbox.run(PREDICT)).exitCode).toBe(0);
    expect((await sandbox.run(TRAIN)).exitCode).toBe(0);
  });

  test.each([
    ['long ago', 60, 3000],
    ['just now', 0, 12_000],
  ])('%s loses its lock to the next one', async (_, seconds, patienceMs) => {
    await using sandbox = await trainedSandbox();
    const lock = join(sandbox.workspace, 'models', '.lock');
    await mkdir(lock);
    const then = new Date(Date.now() - seconds * 1000);
    await utimes(lock, then, then);
    const start = performance.now();
    expect((await sandbox.run(TRAIN)).exitCode).toBe(0);
    expect(performance.now() - start).toBeLessThan(patienceMs);
    expect(await readdir(join(sandbox.workspace, 'models'))).not.toContain('.lock');
  });
});

describe('two processes in one workspace', () => {
  test('that train at once both finish, and both runs are there', async () => {
    await using sandbox = await createSandbox();
    const outcomes = await Promise.all(
      [TRAIN, TRAIN, [...TRAIN, '--l2', '2']].map((args) => sandbox.run(args)),
    );
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const { runs, damaged, current } = await listRuns({ root: sandbox.workspace });
    expect(damaged).toEqual([]);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(3);
    expect(runs.map(({ id }) => id)).toContain(current.inUse.get('bitcoin_usd'));
  });

  test('that fetch different days at once lose none of them', async () => {
    await using sandbox = await createSandbox();
    const csv = (from: number) =>
      ['date,price,market_cap,total_volume', ...[0, 1, 2].map((i) => `2020-01-0${from + i},1,1,1`)].join(
        '\n',
      );
    const files = [1, 4, 7].map((from) => sandbox.write(`${from}.csv`, csv(from)));
    const imports = (await Promise.all(files)).map((file) =>
      sandbox.run(['fetch', '--coin', 'x-coin', '--from', file]),
    );
    expect((await Promise.all(imports)).map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const chart = await readStoredChart({ root: sandbox.workspace }, { coin: 'x-coin', vsCurrency: 'usd' });
    expect(chart?.observations).toHaveLength(9);
  });
});

/** The text of the model with its checksum made right after a change. */
async function tamper(
  sandbox: Sandbox,
  change: (model: Record<string, unknown>) => void,
  version = 1,
): Promise<void> {
  const path = `models/${runId}/model.json`;
  const { schema_version, checksum, ...body } = JSON.parse(await sandbox.read(path)) as Record<
    string,
    unknown
  >;
  expect([schema_version, checksum]).toEqual([1, expect.any(String)]);
  change(body);
  const text = encodeDocument(version, body, 2).replaceAll('"Infinity"', '1e999');
  const blank = text.replace(/(?<="checksum": ")[0-9a-f]{64}/, '0'.repeat(64));
  await sandbox.write(path, blank.replace('0'.repeat(64), sha256(blank)));
}

describe('a model that cannot be trusted', () => {
  type Values = Record<string, unknown>;
  const table: readonly [string, (sandbox: Sandbox) => Promise<unknown>, RegExp][] = [
    [
      'cut short',
      async (s) =>
        s.write(`models/${runId}/model.json`, (await s.read(`models/${runId}/model.json`)).slice(0, -40)),
      /model\.json is damaged: its checksum/,
    ],
    ['empty', (s) => s.write(`models/${runId}/model.json`, ''), /model\.json is damaged/],
    [
      'edited',
      async (s) =>
        s.write(
          `models/${runId}/model.json`,
          (await s.read(`models/${runId}/model.json`)).replace('bitcoin', 'bitcorn'),
        ),
      /model\.json is damaged: its checksum/,
    ],
    [
      'without its metrics',
      (s) => rm(join(s.workspace, `models/${runId}/training_metrics.json`)),
      /training_metrics\.json is damaged/,
    ],
    ['of a newer version', (s) => tamper(s, () => {}, 2), /newer version/],
    [
      'with a weight too few',
      (s) => tamper(s, (m) => delete (m.coefficients as Values).price),
      /weights, scaler and features differ/,
    ],
    [
      'with a weight too many',
      (s) => tamper(s, (m) => Object.assign(m.coefficients as Values, { x: 1 })),
      /weights, scaler and features differ/,
    ],
    [
      'with a feature too few',
      (s) => tamper(s, (m) => (m.features as string[]).pop()),
      /weights, scaler and features differ/,
    ],
    [
      'with a weight that is no number',
      (s) => tamper(s, (m) => Object.assign(m.coefficients as Values, { price: null })),
      /coefficients\.price/,
    ],
    [
      'with a weight that is not finite',
      (s) => tamper(s, (m) => Object.assign(m.coefficients as Values, { price: 'Infinity' })),
      /coefficients\.price/,
    ],
    [
      'with an intercept that is no number',
      (s) => tamper(s, (m) => Object.assign(m, { intercept: null })),
      /intercept/,
    ],
    [
      'with a weight beyond all reason',
      (s) => tamper(s, (m) => Object.assign(m.coefficients as Values, { price: 1e300 })),
      /coefficients\.price/,
    ],
    [
      'with a scale below zero',
      (s) => tamper(s, (m) => Object.assign((m.scaler as { scales: Values }).scales, { price: -1 })),
      /scaler\.scales\.price/,
    ],
    [
      'with a coin that leads out of the workspace',
      (s) => tamper(s, (m) => Object.assign(m, { coin: '../../x' })),
      /coin: is not a CoinGecko id/,
    ],
    [
      'of one feature set with the settings of another',
      (s) => tamper(s, (m) => Object.assign(m, { feature_set: 'returns' })),
      /feature sets differ/,
    ],
    [
      'beside the metrics of another run',
      (s) => tamper(s, (m) => Object.assign(m, { id: 'another' })),
      /files are of two runs/,
    ],
  ];
  test.each(table)('because it is %s is refused by name', async (_, spoil, message) => {
    await using sandbox = await trainedSandbox();
    await spoil(sandbox);
    const reading = readRunInUse({ root: sandbox.workspace }, bitcoin);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(message);
  });

  test('because it was cut anywhere, or any bit of it flipped, is refused', async () => {
    const documents = {
      'model.json': (bytes: Uint8Array) => decodeDocument(bytes, 'model.json', modelDocument),
      'training_metrics.json': (bytes: Uint8Array) => decodeDocument(bytes, 'metrics', metricsDocument),
    };
    for (const [name, decode] of Object.entries(documents)) {
      const bytes = Buffer.from(await original.read(`models/${runId}/${name}`));
      expect(decode(bytes)).toBeInstanceOf(Object);
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
          const flipped = Buffer.from(bytes);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          expect(() => decode(flipped)).toThrow(InputError);
          expect(() => decode(bytes.subarray(0, at))).toThrow(InputError);
        }),
        { numRuns: 500 },
      );
    }
  });

  test('ends a forecast with one line, and everything stays as it was', async () => {
    await using sandbox = await trainedSandbox();
    await sandbox.write(`models/${runId}/model.json`, 'junk');
    const before = await sandbox.snapshot();
    expectRefusal(await sandbox.run(PREDICT), 3, /model\.json is damaged.*runs remove/);
    expect(await sandbox.snapshot()).toEqual(before);
  });

  test('is listed as damaged beside the others, and can be removed', async () => {
    await using sandbox = await trainedSandbox();
    await sandbox.write(`models/${runId}/model.json`, 'junk');
    const { stdout, stderr, exitCode } = await sandbox.run(['runs', 'list', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ runs: [], damaged: [expect.stringContaining(runId)] });
    expect([stderr.split('\n').length, exitCode]).toEqual([2, 0]);
    await removeRun({ root: sandbox.workspace }, runId);
    expect(await readdir(join(sandbox.workspace, 'models'))).toEqual(['current.json']);
  });
});

describe('a stored chart that cannot be trusted', () => {
  const path = 'data/raw/bitcoin_usd.json';
  const retrievals = [{ source: 'csv', retrieved_at: '2024-01-09T00:00:00Z', days_asked: null }];
  const body = { coin: 'bitcoin', vs_currency: 'usd', retrievals, observations: [] };
  const days = [
    ['2024-01-01', 1, 1, 1, 0],
    ['2024-01-02', 1, 1, 1, 0],
  ];
  const whole = encodeDocument(1, body);
  test.each([
    ['cut short', whole.slice(0, -9), /bitcoin_usd\.json is damaged: its checksum/],
    ['edited', whole.replace('"usd"', '"eur"'), /bitcoin_usd\.json is damaged: its checksum/],
    ['of another coin', encodeDocument(1, { ...body, coin: 'dash' }), /it is of dash/],
    ['of a newer version', encodeDocument(2, body), /newer version/],
    [
      'with days out of order',
      encodeDocument(1, { ...body, observations: [...days].reverse() }),
      /observations: are not in order/,
    ],
    [
      'with a day that nobody retrieved',
      encodeDocument(1, { ...body, observations: [['2024-01-03', 1, 1, 1, 7]] }),
      /observations come from nowhere/,
    ],
    ['without its observations', encodeDocument(1, { ...body, observations: null }), /observations/],
  ])('because it is %s is refused by name', async (_, text, message) => {
    await using sandbox = await createSandbox();
    await sandbox.write(path, text);
    await expect(readStoredChart({ root: sandbox.workspace }, bitcoin)).rejects.toThrow(message);
  });

  test('ends a training and a fetch with one line, and is kept', async () => {
    await using sandbox = await createSandbox();
    await sandbox.write(path, whole.slice(0, -9));
    const before = await sandbox.snapshot();
    expectRefusal(
      await sandbox.run(['train', '--offline', '--quiet']),
      3,
      /damaged.*delete it and fetch again/,
    );
    expectRefusal(await sandbox.run(['fetch', '--offline', '--quiet']), 3, /damaged/);
    expect(await sandbox.snapshot()).toEqual(before);
  });
});

describe('the list of runs in use', () => {
  test('that names a run that is gone says so, and names the command that mends it', async () => {
    await using sandbox = await trainedSandbox();
    await rename(join(sandbox.workspace, 'models', runId), join(sandbox.workspace, 'gone'));
    expectRefusal(await sandbox.run(PREDICT), 5, new RegExp(`${runId}, is gone.*runs use`));
  });

  test('that is damaged is refused by name, and runs use begins it anew', async () => {
    await using sandbox = await trainedSandbox();
    await sandbox.write('models/current.json', '{"in_use": {');
    expectRefusal(await sandbox.run(PREDICT), 3, /current\.json is damaged.*runs use/);
    await useRun({ root: sandbox.workspace }, runId);
    expect((await sandbox.run(PREDICT)).exitCode).toBe(0);
  });

  test('of a newer version is not overwritten by a training', async () => {
    await using sandbox = await trainedSandbox();
    await sandbox.write('models/current.json', encodeDocument(9, { in_use: {}, last: null }));
    const before = await sandbox.read('models/current.json');
    expectRefusal(await sandbox.run(TRAIN), 3, /current\.json was written by a newer version.*upgrade/);
    expect(await sandbox.read('models/current.json')).toBe(before);
    expect(await readdir(join(sandbox.workspace, 'models'))).toHaveLength(2);
  });
});
