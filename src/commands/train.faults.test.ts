import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays, DAY_MS, HOUR_MS } from '../dates.ts';
import { packageRoot } from '../package-root.ts';
import { type ApiPoint, apiChart, coingeckoServer, json, priceOn } from '../testing/coingecko-server.ts';
import { NOW } from '../testing/context.ts';
import { expectRefused } from '../testing/errors.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox } from '../testing/run-program.ts';

interface Trained {
  readonly rows: { readonly days: number; readonly usable: number; readonly filled: number };
  readonly coefficients: Readonly<Record<string, number>>;
  readonly features: readonly string[];
}

const BITCOIN = join(packageRoot, 'data', 'bundled', 'bitcoin_usd.csv');

/** A CSV of daily rows, each written by a function of the day's number. */
function csv(days: number, row: (day: number) => string): string {
  const rows = Array.from({ length: days }, (_, i) => `${addDays('2024-01-01', i)},${row(i)}`);
  return ['date,price,market_cap,total_volume', ...rows].join('\n');
}

const ordinary = (day: number) => `${priceOn(day)},${1e9 + day},${1e6 + (day % 5)}`;

/** Trains on a file, and expects that it is refused: exit 3, one line, every file as it was, no model saved. */
async function expectRefusedTraining(content: string, message: RegExp, ...flags: string[]): Promise<void> {
  await using sandbox = await createSandbox();
  const file = await sandbox.write('prices.csv', content);
  const args = ['train', '--coin', 'x-coin', '--from', file, '--quiet', ...flags];
  await expectRefused(sandbox, args, { exitCode: 3, message });
}

/** What a training on a file comes to, as JSON. */
async function trainOn(content: string, ...flags: string[]): Promise<Trained> {
  await using sandbox = await createSandbox();
  const file = await sandbox.write('prices.csv', content);
  const args = ['train', '--coin', 'x-coin', '--from', file, '--quiet', '--format', 'json', ...flags];
  const { stdout } = await runInProcess(args, sandbox);
  return JSON.parse(stdout) as Trained;
}

describe('train', () => {
  test('row 23: a gap of 10 days → filled, no label across it', async () => {
    const gap = (content: string) =>
      content
        .split('\n')
        .filter((_, i) => i < 80 || i >= 90)
        .join('\n');
    const whole = await trainOn(csv(150, ordinary));
    const gapped = await trainOn(gap(csv(150, ordinary)));
    expect(whole.rows).toMatchObject({ days: 150, usable: 120, filled: 0 });
    expect(gapped.rows).toMatchObject({ days: 150, usable: 120 - 11, filled: 10 });
  });

  test.each<[string, number, string[], RegExp]>([
    ['too few days', 40, [], /there are 10 usable rows.*takes 20/],
    ['no row at all', 5, [], /there are 0 usable rows.*takes 20/],
    ['a test share that leaves nothing to train on', 60, ['--test-size', '0.99'], /0 to train/],
  ])('row 24: %s → exit 3, how many there are and how many it takes', (_, days, flags, message) =>
    expectRefusedTraining(csv(days, ordinary), message, ...flags),
  );

  test.each<[string, string[], RegExp]>([
    [
      '--learning-rate 1000 --optimizer gradient-descent',
      ['--optimizer', 'gradient-descent', '--learning-rate', '1000'],
      /diverged in epoch \d+: the learning rate 1000 is too high/,
    ],
    ['--learning-rate 1000000', ['--learning-rate', '1000000'], /diverged in epoch \d+/],
  ])('row 45: %s → exit 3, stopped and said, no model saved', (_, flags, message) =>
    expectRefusedTraining(csv(200, ordinary), message, ...flags),
  );

  test.each<[string, (day: number) => string, RegExp]>([
    ['prices that only rise', (day) => `${100 + day},1e9,1e6`, /all 72 training rows are of one class, 1/],
    ['prices that never rise', (day) => `${500 - day},1e9,1e6`, /all 72 training rows are of one class, 0/],
  ])('row 46: %s → exit 3, says so', (_, row, message) => expectRefusedTraining(csv(120, row), message));

  test.each(['classic', 'returns', 'market'])(
    'row 47: a constant feature of %s → weight 0, no NaN',
    async (set) => {
      const constant = (day: number) => `${priceOn(day)},5e9,1e6`;
      const args = ['--feature-set', set, ...(set === 'market' ? ['--bitcoin-from', BITCOIN] : [])];
      const { coefficients, features } = await trainOn(csv(400, constant), ...args);
      const expected =
        set === 'classic' ? ['market_cap', 'total_volume'] : ['volume_change_1', 'volume_to_sma_7'];
      expect(features).toEqual(expect.arrayContaining(expected));
      for (const name of expected) expect(coefficients[name]).toBe(0);
      expect(Object.values(coefficients).every(Number.isFinite)).toBe(true);
    },
  );

  /** Trains on a chart as it should be, and on one whose prices came in another way: the same model comes out. */
  const expectSameModel = async (untidy: (points: readonly ApiPoint[]) => readonly ApiPoint[]) => {
    const chart = apiChart(200, NOW);
    const trainOnAnswer = async (body: unknown) => {
      await using sandbox = await createSandbox();
      await using server = await coingeckoServer(json(body));
      const { stdout } = await runInProcess(['train', '--coin', 'x-coin', '--quiet', '--format', 'json'], {
        ...sandbox,
        env: { COINGECKO_BASE_URL: server.baseUrl },
      });
      return JSON.parse(stdout) as Trained;
    };
    const tidy = await trainOnAnswer(chart);
    const mixed = await trainOnAnswer({ ...chart, prices: untidy(chart.prices) });
    expect(mixed.coefficients).toEqual(tidy.coefficients);
  };

  test('row 19: points in the reverse order → the same model', () =>
    expectSameModel((points) => points.toReversed()));

  test('row 20: two points a day, the first at 00:00 → the same model', () =>
    expectSameModel((points) =>
      points.flatMap(([time, value]): ApiPoint[] => {
        const isMidnight = time % DAY_MS === 0;
        return isMidnight
          ? [
              [time + 2 * HOUR_MS, 1],
              [time, value],
            ]
          : [[time, value]];
      }),
    ));
});
