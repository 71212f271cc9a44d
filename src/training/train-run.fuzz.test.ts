import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { DAY_MS, HOUR_MS } from '../dates.ts';
import { featureSetNames } from '../domain.ts';
import { ExitCode, ExpectedError } from '../errors.ts';
import { optimizerNames } from '../learning/optimizer-names.ts';
import { runJson } from '../results/run.ts';
import { defaultSettings } from '../run.ts';
import { coingeckoServer, endpointOf, json } from '../testing/coingecko-server.ts';
import { chartRequestFor, NOW } from '../testing/context.ts';
import { fuzz } from '../testing/fuzz.ts';
import { expectNumbers } from '../testing/fuzzed-program.ts';
import { createSandbox } from '../testing/run-program.ts';
import { readRun } from '../workspace/runs.ts';
import { forecastAfterTraining } from './forecast-newest.ts';
import { saveTraining } from './save-training.ts';
import { train } from './train-run.ts';

const sandbox = await createSandbox();
let answer: unknown;
const server = await coingeckoServer((request, response) => json(answer)(request, response));
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});

const request = chartRequestFor({ coin: 'bitcoin', vsCurrency: 'eur', days: 'max', source: 'coingecko' });
const today = Math.floor(NOW.getTime() / DAY_MS);

/** How a price may go from one day to the next. */
const course = fc.constantFrom<(t: number, chance: number) => number>(
  (_, chance) => 100 * Math.exp(chance),
  (t, chance) => 3e4 + 1e3 * Math.sin(t) + 100 * chance,
  () => 1,
  (t) => 1 + t,
  (t) => 1e6 / (1 + t),
  (t) => (t % 2 === 0 ? 1e-48 : 1e48),
  (t) => 1e-9 * (1 + (t % 3)),
  (t, chance) => 10 ** (45 * Math.sin(t * chance)),
);

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    -1,
    null,
    1e100,
    1e-100,
    1e101,
    5e-324,
    Number.MAX_VALUE,
    '1',
    true,
    {},
    [],
    undefined,
  ),
  fc.double(),
);
const oddTime = fc.oneof(
  fc.constantFrom<unknown>(0, -1, 1.5, 1e9, 8.64e15, 9e15, null, 'x', undefined),
  fc.integer({ min: -40 * 365, max: 5 }).map((days) => (today + days) * DAY_MS),
);

/** What may be wrong at some places of a series. */
const oddPlaces = fc.array(fc.tuple(fc.nat(), fc.oneof(oddValue, fc.constant('gone')), fc.option(oddTime)), {
  minLength: 1,
  maxLength: 2,
});
const oddities = fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, oddPlaces);

const chart = fc
  .record({
    course,
    chances: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
      minLength: 60,
      maxLength: 160,
      size: 'max',
    }),
    gap: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 45 })),
    hour: fc.constantFrom(0, 1, 11),
    odd: fc.record({ prices: oddities, market_caps: oddities, total_volumes: oddities }),
    isTurned: fc.boolean(),
    isDoubled: fc.boolean(),
  })
  .map(({ course, chances, gap, hour, odd, isTurned, isDoubled }) => {
    const n = chances.length;
    const timeOf = (t: number) =>
      (today - n + 1 + t - (t < n / 2 ? gap : 0)) * DAY_MS + (t === n - 1 ? hour * HOUR_MS : 0);
    const series = (places: readonly (readonly [number, unknown, unknown])[], factor: number) => {
      const points: unknown[] = chances.map((chance, t) => [timeOf(t), factor * course(t, chance)]);
      for (const [place, value, time] of places) {
        const t = place % n;
        points[t] = value === 'gone' ? null : [time ?? timeOf(t), value];
      }
      const present = points.filter((point) => point !== null);
      const ordered = isTurned ? present.toReversed() : present;
      return isDoubled ? [...ordered, ...ordered] : ordered;
    };
    return {
      prices: series(odd.prices, 1),
      market_caps: series(odd.market_caps, 19),
      total_volumes: series(odd.total_volumes, 0.1),
    };
  });

/** An answer that is not even the shape of one. */
const junk = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom('prices', 'market_caps', 'total_volumes'), fc.jsonValue()),
);

const inputs = fc.record({
  body: fc.oneof({ weight: 9, arbitrary: chart }, junk),
  settings: fc.record({
    featureSet: fc.constantFrom(...featureSetNames),
    optimizer: fc.constantFrom(...optimizerNames),
    l2: fc.constantFrom<number | 'auto' | null>(null, null, null, 0, 1e-3, 1e6, 'auto'),
    learningRate: fc.constantFrom<number | null>(null, null, null, 1e-6, 1, 1e6),
    epochs: fc.integer({ min: 1, max: 30 }),
    testSize: fc.constantFrom(0.2, 0.5, 0.01, 0.99),
  }),
});

fuzz('market charts', inputs, async ({ body, settings }) => {
  const context: Context = {
    workspace: { root: sandbox.workspace },
    now: () => NOW,
    signal: new AbortController().signal,
    coingecko: async () => endpointOf(server),
    env: {},
    stdin: () => Readable.from([]),
  };
  for (const name of await readdir(sandbox.workspace)) {
    await rm(join(sandbox.workspace, name), { recursive: true });
  }
  answer = body;
  try {
    const training = await listen(train(request, { ...defaultSettings, ...settings }, context));
    const { id } = await saveTraining(training, 'max', context);
    const saved = await readRun(context.workspace, id);
    expectNumbers(runJson(saved));
    expect(saved.fit.objective).toBeLessThanOrEqual(saved.data.rows.train * Math.log(2) * (1 + 1e-9));
    const made = forecastAfterTraining(training, NOW);
    if (made) {
      expect(made.probability).toBeGreaterThanOrEqual(0);
      expect(made.probability).toBeLessThanOrEqual(1);
      expect(made.contributions.every(Number.isFinite)).toBe(true);
    }
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    expect([ExitCode.input, ExitCode.source]).toContain(error.exitCode);
    expect(await sandbox.snapshot()).toEqual({});
    return 'refused';
  }
});
