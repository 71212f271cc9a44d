import { describe, expect, test } from 'vitest';
import { addDays, DAY_MS } from '../dates.ts';
import { coingeckoServer, json, priceOn, type WirePoint, wireChart } from '../testing/coingecko-server.ts';
import { expectRefusal } from '../testing/errors.ts';
import { createSandbox } from '../testing/run-program.ts';

interface Trained {
  readonly rows: { readonly days: number; readonly usable: number; readonly filled: number };
  readonly coefficients: Readonly<Record<string, number>>;
  readonly objective: number;
}

/** A CSV of daily rows, each written by a function of the day's number. */
function csv(days: number, row: (day: number) => string): string {
  const rows = Array.from({ length: days }, (_, i) => `${addDays('2024-01-01', i)},${row(i)}`);
  return ['date,price,market_cap,total_volume', ...rows].join('\n');
}

const ordinary = (day: number) => `${priceOn(day)},${1e9 + day},${1e6 + (day % 5)}`;

async function trainOn(content: string, ...flags: string[]) {
  await using sandbox = await createSandbox();
  const file = await sandbox.write('prices.csv', content);
  const before = await sandbox.snapshot();
  const outcome = await sandbox.run(['train', '--coin', 'x-coin', '--from', file, '--quiet', ...flags]);
  return { outcome, isUnchanged: JSON.stringify(await sandbox.snapshot()) === JSON.stringify(before) };
}

describe.concurrent('a training that is refused leaves nothing behind', () => {
  test.each<[string, string, readonly string[], RegExp]>([
    ['too few days', csv(40, ordinary), [], /there are 10 usable rows.*takes 20/],
    ['no row at all', csv(5, ordinary), [], /there are 0 usable rows/],
    [
      'a test share that leaves nothing to train on',
      csv(60, ordinary),
      ['--test-size', '0.99'],
      /0 to train/,
    ],
    ['prices that only rise', csv(120, (day) => `${100 + day},1e9,1e6`), [], /all 72 training rows go up/],
    ['prices that never rise', csv(120, (day) => `${500 - day},1e9,1e6`), [], /all 72 training rows go down/],
    [
      'a learning rate that diverges',
      csv(200, ordinary),
      ['--optimizer', 'gradient-descent', '--learning-rate', '1000'],
      /diverged in epoch \d+: the learning rate 1000 is too high/,
    ],
    [
      'a learning rate that diverges with acceleration',
      csv(200, ordinary),
      ['--learning-rate', '1000000'],
      /diverged in epoch \d+/,
    ],
  ])('because of %s', async (_, content, flags, message) => {
    const { outcome, isUnchanged } = await trainOn(content, ...flags);
    expectRefusal(outcome, 3, message);
    expect(isUnchanged).toBe(true);
  });
});

describe.concurrent('a training that goes well', () => {
  test('gives a constant feature no weight', async () => {
    const { outcome } = await trainOn(
      csv(120, (day) => `${priceOn(day)},5e9,${1e6 + (day % 5)}`),
      '--format',
      'json',
    );
    const { coefficients } = JSON.parse(outcome.stdout) as Trained;
    expect(coefficients.market_cap).toBe(0);
    expect(Object.values(coefficients).every(Number.isFinite)).toBe(true);
  });

  test('has no label across a gap of ten days', async () => {
    const gap = (content: string) =>
      content
        .split('\n')
        .filter((_, i) => i < 80 || i >= 90)
        .join('\n');
    const whole = await trainOn(csv(150, ordinary), '--format', 'json');
    const gapped = await trainOn(gap(csv(150, ordinary)), '--format', 'json');
    const [a, b] = [whole, gapped].map(({ outcome }) => (JSON.parse(outcome.stdout) as Trained).rows);
    expect(a).toMatchObject({ days: 150, usable: 120, filled: 0 });
    expect(b).toMatchObject({ days: 150, usable: 120 - 11, filled: 10 });
  });

  test('is not changed by points within a day, or by their order', async () => {
    await using sandbox = await createSandbox();
    const now = new Date();
    const chart = wireChart(200, now);
    const untidy = (points: readonly WirePoint[]) =>
      points
        .flatMap(([time, value]): WirePoint[] =>
          // Today's would be in the future where today has just begun.
          time % DAY_MS === 0 && time + 7_200_000 <= now.getTime()
            ? [
                [time + 7_200_000, 1],
                [time, value],
              ]
            : [[time, value]],
        )
        .reverse();
    const { market_caps, total_volumes } = chart;
    const train = async (body: unknown) => {
      await using server = await coingeckoServer(json(body));
      const args = [
        'train',
        '--coin',
        'x-coin',
        '--source',
        'coingecko',
        '--refresh',
        '--quiet',
        '--format',
        'json',
      ];
      const { stdout } = await sandbox.run(args, { env: { COINGECKO_BASE_URL: server.baseUrl } });
      return JSON.parse(stdout) as Trained;
    };
    const [tidy, mixed] = [
      await train(chart),
      await train({ prices: untidy(chart.prices), market_caps, total_volumes }),
    ];
    expect(mixed.coefficients).toEqual(tidy.coefficients);
  });
});
