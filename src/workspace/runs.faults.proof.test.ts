import { watch } from 'node:fs';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { readStoredChart } from '../market-data/chart-store.ts';
import { decodeDocument, encodeDocument, sha256 } from '../results/checksummed.ts';
import { metricsDocument, modelDocument } from '../results/run.ts';
import { coingeckoServer, marketChart } from '../testing/coingecko-server.ts';
import { expectRefusal, expectRefused } from '../testing/errors.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';
import { removeRun } from './change-runs.ts';
import { readForecastLog } from './forecast-log.ts';
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
  const { stdout } = await runInProcess([...TRAIN, '--format', 'json'], original);
  runId = (JSON.parse(stdout) as { run: { id: string } }).run.id;
});
afterAll(() => original[Symbol.asyncDispose]());

async function trainedSandbox(): Promise<Sandbox> {
  const sandbox = await createSandbox();
  await cp(original.workspace, sandbox.workspace, { recursive: true });
  return sandbox;
}

describe('a process that is killed', () => {
  test('row 31: SIGKILL at 16 moments of train, fetch and predict → the next command works, with the old or the new model', async () => {
    await using sandbox = await trainedSandbox();
    await using server = await coingeckoServer(marketChart);
    const workspace = { root: sandbox.workspace };
    const env = { COINGECKO_BASE_URL: server.baseUrl };
    const commands = [
      TRAIN,
      ['train', '--quiet', '--optimizer', 'preconditioned', '--refresh'],
      ['fetch', '--quiet', '--refresh'],
      ['predict', '--coin', 'bitcoin', '--quiet', '--refresh'],
    ];
    let killed = 0;
    for (let i = 0; i < 16; i++) {
      const isByChance = Math.floor(i / commands.length) % 2 === 1;
      const outcome = await sandbox.run(commands[i % commands.length] ?? TRAIN, {
        env,
        meanwhile: (child) => {
          const kill = () => child.kill('SIGKILL');
          if (isByChance) return void setTimeout(kill, 80 + 250 * Math.random());
          const watcher = watch(sandbox.workspace, { recursive: true }, () => {
            setTimeout(kill, 8 * Math.random());
            watcher.close();
          });
          child.on('close', () => watcher.close());
        },
      });
      killed += outcome.signal === 'SIGKILL' ? 1 : 0;
      const { runs, damaged, current } = await listRuns(workspace);
      expect(damaged).toEqual([]);
      expect(runs.map(({ id }) => id)).toContain(current.inUse.get('bitcoin_usd'));
      expect((await readRunInUse(workspace, bitcoin)).model.parameters.weights).toHaveLength(12);
      await readStoredChart(workspace, bitcoin);
      expect((await readForecastLog(workspace, bitcoin)).skipped).toEqual([]);
    }
    expect(killed).toBeGreaterThan(5);
    expect((await sandbox.run(['runs', 'list'])).exitCode).toBe(0);
    expect((await sandbox.run(PREDICT)).exitCode).toBe(0);
    expect((await sandbox.run(TRAIN)).exitCode).toBe(0);
  });
});

describe('two processes in one workspace', () => {
  test('row 35: three trainings at once → all finish, all runs are there', async () => {
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

  test('row 35: three imports of different days at once → none of them is lost', async () => {
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
  change: (model: Record<string, unknown>) => unknown,
  version = 1,
): Promise<void> {
  const path = `models/${runId}/model.json`;
  const { schema_version, checksum, ...body } = JSON.parse(await sandbox.read(path)) as Record<
    string,
    unknown
  >;
  expect([schema_version, checksum]).toEqual([1, expect.any(String)]);
  change(body);
  const text = encodeDocument(version, body, 2).replaceAll('"Infinity"', '1e999').replaceAll('"NaN"', 'NaN');
  const blank = text.replace(/(?<="checksum": ")[0-9a-f]{64}/, '0'.repeat(64));
  await sandbox.write(path, blank.replace('0'.repeat(64), sha256(blank)));
}

describe('a model that cannot be trusted', () => {
  /** Spoils the workspace, and expects that a forecast is refused by the name of the file, which stays as it is. */
  const expectRefusedModel = async (spoil: (sandbox: Sandbox) => Promise<unknown>, message: RegExp) => {
    await using sandbox = await trainedSandbox();
    await spoil(sandbox);
    await expectRefused(sandbox, PREDICT, { exitCode: 3, message });
  };
  const rewrite = async (sandbox: Sandbox, change: (text: string) => string) => {
    const path = `models/${runId}/model.json`;
    await sandbox.write(path, change(await sandbox.read(path)));
  };
  type Values = Record<string, unknown>;

  test.each<[string, (text: string) => string, RegExp]>([
    ['cut short', (text) => text.slice(0, -40), /model\.json is damaged: its checksum/],
    ['edited', (text) => text.replace('bitcoin', 'bitcorn'), /model\.json is damaged: its checksum/],
    ['empty', () => '', /model\.json is damaged/],
    ['junk', () => 'junk', /model\.json is damaged.*runs remove/],
  ])('row 32: a model that is %s → exit 3, refused by name', (_, change, message) =>
    expectRefusedModel((sandbox) => rewrite(sandbox, change), message),
  );

  test('row 32: a model without its metrics → exit 3, refused by name', () =>
    expectRefusedModel(
      (sandbox) => rm(join(sandbox.workspace, `models/${runId}/training_metrics.json`)),
      /training_metrics\.json is damaged/,
    ));

  test('row 32: a model beside the metrics of another run → exit 3, refused by name', () =>
    expectRefusedModel(
      (sandbox) => tamper(sandbox, (m) => Object.assign(m, { id: 'another' })),
      /files are of two runs/,
    ));

  test('row 32: model and metrics cut at any of 1,000 bytes, or any bit of them flipped → refused by checksum', async () => {
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

  test('row 33: a model of a newer schema_version → exit 3, says to upgrade', () =>
    expectRefusedModel((sandbox) => tamper(sandbox, () => {}, 2), /newer version.*upgrade/));

  test.each<[string, (model: Values) => unknown]>([
    ['a weight too few', (m) => delete (m.coefficients as Values).price],
    ['a weight too many', (m) => Object.assign(m.coefficients as Values, { x: 1 })],
    ['a feature too few', (m) => (m.features as string[]).pop()],
  ])('row 34: %s → exit 3, says that they differ', (_, change) =>
    expectRefusedModel(
      (sandbox) => tamper(sandbox, change),
      /model\.json.*weights, scaler and features differ/,
    ),
  );

  test.each<[string, (model: Values) => unknown, RegExp]>([
    ['a weight that is NaN', (m) => Object.assign(m.coefficients as Values, { price: 'NaN' }), /model\.json/],
    [
      'a weight that is null',
      (m) => Object.assign(m.coefficients as Values, { price: null }),
      /model\.json.*coefficients\.price/,
    ],
    [
      'a weight of 1e999',
      (m) => Object.assign(m.coefficients as Values, { price: 'Infinity' }),
      /model\.json.*coefficients\.price/,
    ],
    [
      'days that end before they begin',
      (m) => Object.assign(m.data as Values, { from: '2999-01-01' }),
      /model\.json is damaged: .*its days end before they begin/,
    ],
    ['an intercept that is null', (m) => Object.assign(m, { intercept: null }), /model\.json.*intercept/],
    [
      'a weight beyond all reason',
      (m) => Object.assign(m.coefficients as Values, { price: 1e300 }),
      /model\.json.*coefficients\.price/,
    ],
    [
      'a scale below zero',
      (m) => Object.assign((m.scaler as { scales: Values }).scales, { price: -1 }),
      /model\.json.*scaler\.scales\.price/,
    ],
    [
      'a coin that leads out of the workspace',
      (m) => Object.assign(m, { coin: '../../x' }),
      /model\.json.*coin: is not a CoinGecko id/,
    ],
    [
      'one feature set with the settings of another',
      (m) => Object.assign(m, { feature_set: 'returns' }),
      /feature sets differ/,
    ],
  ])('row 34: %s → exit 3, refused by name', (_, change, message) =>
    expectRefusedModel((sandbox) => tamper(sandbox, change), message),
  );

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

describe('a run whose files cannot be read', () => {
  /** A folder in a file's place is refused by the system, as a file without permission is. */
  async function sandboxWithUnreadable(): Promise<Sandbox> {
    const sandbox = await trainedSandbox();
    const model = join(sandbox.workspace, 'models', runId, 'model.json');
    await rm(model);
    await mkdir(model);
    return sandbox;
  }

  test('row 75: the only run → listed as one that cannot be used, never as no run', async () => {
    await using sandbox = await sandboxWithUnreadable();
    const json = JSON.parse((await runInProcess(['runs', '--format', 'json'], sandbox)).stdout);
    expect(json).toMatchObject({ runs: [], damaged: [expect.stringContaining('model.json cannot be used')] });
    const { stdout } = await runInProcess(['runs'], sandbox);
    expect(stdout).not.toMatch(/no runs yet/i);
    expect(stdout).toContain('1 run that cannot be read');
  });

  test('row 74: newest, where the newest is damaged → named by runs show, remove and predict, the one before it is kept', async () => {
    await using sandbox = await trainedSandbox();
    const later = runId.replace(/-\d{8}-\d{6}-/, '-20990101-000000-');
    await mkdir(join(sandbox.workspace, 'models', later));
    await sandbox.write(`models/${later}/model.json`, 'junk');
    for (const args of [
      ['runs', 'show', 'newest'],
      ['predict', '--run', 'newest', '--offline'],
    ]) {
      await expectRefused(sandbox, args, { exitCode: 3, message: new RegExp(`${later}.*damaged`) });
    }
    expect((await runInProcess(['runs', 'remove', 'newest', '--yes'], sandbox)).exitCode).toBe(0);
    const left = await readdir(join(sandbox.workspace, 'models'));
    expect(left).toContain(runId);
    expect(left).not.toContain(later);
  });
});

describe('a stored chart that cannot be trusted', () => {
  const path = 'data/raw/bitcoin_usd.json';
  const retrievals = [{ number: 1, source: 'csv', retrieved_at: '2024-01-09T00:00:00Z', days_asked: null }];
  const body = { coin: 'bitcoin', vs_currency: 'usd', retrievals, observations: [] };
  const days = [
    ['2024-01-01', 1, 1, 1, 0],
    ['2024-01-02', 1, 1, 1, 0],
  ];
  const whole = encodeDocument(2, body);
  const readers = ['train', 'fetch', 'features', 'monitor', 'predict'].map((command) => [
    command,
    '--coin',
    'bitcoin',
    '--offline',
    '--quiet',
  ]);
  const expectRefusedChart = async (text: string, message: RegExp) => {
    await using sandbox = await trainedSandbox();
    await sandbox.write(path, text);
    for (const args of readers) await expectRefused(sandbox, args, { exitCode: 3, message });
  };

  test.each([
    [
      'cut short',
      whole.slice(0, -9),
      /bitcoin_usd\.json is damaged: its checksum.*delete it and fetch again/,
    ],
    ['edited', whole.replace('"usd"', '"eur"'), /bitcoin_usd\.json is damaged: its checksum/],
    ['of another coin', encodeDocument(2, { ...body, coin: 'dash' }), /bitcoin_usd\.json.*it is of dash/],
    [
      'without its observations',
      encodeDocument(2, { ...body, observations: null }),
      /bitcoin_usd\.json.*observations/,
    ],
    [
      'out of order',
      encodeDocument(2, { ...body, observations: days.toReversed() }),
      /bitcoin_usd\.json.*observations: are not in order/,
    ],
    [
      'of days that nobody retrieved',
      encodeDocument(2, { ...body, observations: [['2024-01-03', 1, 1, 1, 7]] }),
      /bitcoin_usd\.json.*observations come from nowhere/,
    ],
  ])('row 32: a stored chart that is %s → exit 3 by every command, refused by name', (_, text, message) =>
    expectRefusedChart(text, message),
  );

  test('row 32: a stored chart cut at any of 100 bytes, or any bit of it flipped → refused by checksum', async () => {
    await using sandbox = await createSandbox();
    expect((await runInProcess(['fetch', '--offline'], sandbox)).exitCode).toBe(0);
    const bytes = Buffer.from(await sandbox.read(path));
    const readAgain = async (content: Uint8Array) => {
      await sandbox.write(path, content);
      return readStoredChart({ root: sandbox.workspace }, bitcoin);
    };
    expect(await readAgain(bytes)).toBeDefined();
    const property = fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      await expect(readAgain(flipped)).rejects.toThrow(InputError);
      await expect(readAgain(bytes.subarray(0, at))).rejects.toThrow(InputError);
    });
    await fc.assert(property, { numRuns: 100 });
  });

  test('row 33: a stored chart of a newer schema_version → exit 3, says to upgrade', () =>
    expectRefusedChart(encodeDocument(3, body), /bitcoin_usd\.json.*newer version.*upgrade/));
});

describe('the list of runs in use', () => {
  test('row 38: current.json names a run that is gone → exit 5, says so, names runs use', async () => {
    await using sandbox = await trainedSandbox();
    await rename(join(sandbox.workspace, 'models', runId), join(sandbox.home, 'gone'));
    await expectRefused(sandbox, PREDICT, {
      exitCode: 5,
      message: new RegExp(`${runId}, is gone.*runs use`),
    });
  });

  test('row 32: a list of runs in use that is damaged → exit 3, refused by name, and runs use begins it anew', async () => {
    await using sandbox = await trainedSandbox();
    await sandbox.write('models/current.json', '{"in_use": {');
    await expectRefused(sandbox, PREDICT, { exitCode: 3, message: /current\.json is damaged.*runs use/ });
    expect((await runInProcess(['runs', 'use', runId], sandbox)).exitCode).toBe(0);
    expect((await runInProcess(PREDICT, sandbox)).exitCode).toBe(0);
  });

  test('row 33: a list of runs in use of a newer schema_version → exit 3 by train, says to upgrade', async () => {
    await using sandbox = await trainedSandbox();
    await sandbox.write('models/current.json', encodeDocument(9, { in_use: {}, last: null }));
    const before = await sandbox.read('models/current.json');
    expectRefusal(
      await runInProcess(TRAIN, sandbox),
      3,
      /current\.json was written by a newer version.*upgrade/,
    );
    expect(await sandbox.read('models/current.json')).toBe(before);
    expect(await readdir(join(sandbox.workspace, 'models'))).toHaveLength(2);
  });
});
