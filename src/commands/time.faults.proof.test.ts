import { afterEach, describe, expect, test, vi } from 'vitest';
import { addDays, DAY_MS } from '../dates.ts';
import { apiChart, coingeckoServer, json, priceOn } from '../testing/coingecko-server.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';

const ZONES = ['UTC', 'America/New_York', 'Europe/Berlin', 'Pacific/Kiritimati'];
const TRAIN = ['train', '--coin', 'x-coin', '--quiet', '--optimizer', 'preconditioned', '--format', 'json'];

afterEach(() => void vi.unstubAllEnvs());

/** Runs a command at a moment, by this computer and by CoinGecko. */
async function runAt(now: Date, args: readonly string[], { workspace }: Sandbox) {
  await using server = await coingeckoServer(json(apiChart(365, now)));
  return await runInProcess(args, { workspace, now: () => now, env: { COINGECKO_BASE_URL: server.baseUrl } });
}

describe('local time zones', () => {
  test('row 64: a year with four changes of clocks in four time zones, by the built program → the same tables to the last byte', async () => {
    const rows = Array.from(
      { length: 366 },
      (_, i) => `${addDays('2024-01-01', i)} 00:00:00 UTC,${priceOn(i)},1e9,${1e6 + (i % 5)}`,
    );
    const csv = ['snapped_at,price,market_cap,total_volume', ...rows].join('\n');
    const tablesIn = async (zone: string) => {
      await using sandbox = await createSandbox();
      const file = await sandbox.write('year.csv', csv);
      const { exitCode } = await sandbox.run([...TRAIN, '--days', 'max', '--from', file], {
        env: { TZ: zone },
      });
      expect(exitCode).toBe(0);
      return Promise.all(
        ['data/processed/x-coin_usd.csv', 'data/features/x-coin_usd_maxd_features.csv'].map(sandbox.read),
      );
    };
    const [utc = [], ...others] = await Promise.all(ZONES.map(tablesIn));
    expect(utc[0]?.split('\n')).toHaveLength(1 + 366 + 1);
    for (const tables of others) expect(tables).toEqual(utc);
  });

  test.each([
    ['as Berlin springs forward', '2026-03-29T00:59:59Z', '2026-03-29'],
    ['after Berlin sprang forward', '2026-03-29T01:00:01Z', '2026-03-29'],
    ['as New York springs forward', '2026-03-08T07:00:01Z', '2026-03-08'],
    ['as Berlin falls back', '2026-10-25T01:00:01Z', '2026-10-25'],
    ['as New York falls back', '2026-11-01T06:00:01Z', '2026-11-01'],
    ['when it is tomorrow on Kiritimati', '2026-12-31T10:30:00Z', '2026-12-31'],
    ['when it is yesterday in New York', '2026-07-01T00:30:00Z', '2026-07-01'],
  ])('row 64: predict %s → the day in UTC, in every time zone', async (_, moment, asOf) => {
    const now = new Date(moment);
    await using sandbox = await createSandbox();
    expect((await runAt(now, TRAIN, sandbox)).exitCode).toBe(0);
    const offsets = new Set<number>();
    for (const zone of ZONES) {
      vi.stubEnv('TZ', zone);
      offsets.add(now.getTimezoneOffset());
      const args = ['predict', '--coin', 'x-coin', '--refresh', '--quiet', '--format', 'json'];
      const { exitCode, stdout } = await runAt(now, args, sandbox);
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ as_of: asOf, for: addDays(asOf, 1) });
    }
    expect(offsets.size).toBe(ZONES.length);
  });
});

describe('a clock that jumps back', () => {
  const coin = ['--coin', 'x-coin'];
  const commands = [
    TRAIN,
    ['fetch', ...coin, '--refresh'],
    ['features', ...coin],
    ['predict', ...coin, '--format', 'json'],
    ['monitor', ...coin],
    ['retrain', ...coin],
    ['runs'],
  ];

  test.each([
    ['three days', 3],
    ['400 days', 400],
  ])(
    'row 64: a clock that jumps back by %s and then forward → every command works, predict and monitor warn',
    async (_, days) => {
      const now = new Date('2026-06-15T12:00:00Z');
      const earlier = new Date(now.getTime() - days * DAY_MS);
      await using sandbox = await createSandbox();
      for (const moment of [now, earlier, now]) {
        for (const args of commands) {
          const { exitCode, stdout } = await runAt(moment, args, sandbox);
          expect([args, exitCode]).toEqual([args, 0]);
          expect(stdout).not.toMatch(/NaN|Invalid|-\d+ (day|hour)/);
          if (args[0] === 'predict') expect(JSON.parse(stdout)).toMatchObject({ as_of: '2026-06-15' });
          const warns = stdout.includes('is yet to come');
          if (moment === now) expect([args, warns]).toEqual([args, false]);
          else if (['predict', 'monitor'].includes(args[0] ?? ''))
            expect([args, warns]).toEqual([args, true]);
        }
      }
    },
  );

  test("row 64: a clock so far back that CoinGecko's days lie in its future → what is stored is used, and it is said", async () => {
    await using sandbox = await createSandbox();
    const [now, earlier] = [new Date('2026-06-15T12:00:00Z'), new Date('2026-06-10T12:00:00Z')];
    await using server = await coingeckoServer(json(apiChart(365, now)));
    const env = { COINGECKO_BASE_URL: server.baseUrl };
    const train = (at: Date) => runInProcess([...TRAIN, '--refresh'], { ...sandbox, now: () => at, env });
    expect((await train(now)).exitCode).toBe(0);
    const args = ['fetch', ...coin, '--refresh'];
    const { exitCode, stderr } = await runInProcess(args, { ...sandbox, now: () => earlier, env });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/is in the future; using the stored chart, to 2026-06-15/);
  });
});

test('row 65: forecasts resolved twice → the same result, to the last byte', async () => {
  await using sandbox = await createSandbox();
  const days = [0, 1, 2, 3].map((day) => new Date(Date.parse('2026-06-15T12:00:00Z') + day * DAY_MS));
  const coin = ['--coin', 'x-coin', '--quiet', '--format', 'json'];
  const [first = new Date(), last = new Date()] = [days.at(0), days.at(-1)];
  expect((await runAt(first, TRAIN, sandbox)).exitCode).toBe(0);
  for (const day of days)
    expect((await runAt(day, ['predict', ...coin, '--refresh'], sandbox)).exitCode).toBe(0);
  const monitor = () => runInProcess(['monitor', ...coin], { ...sandbox, now: () => last });
  const [once, before] = [await monitor(), await sandbox.snapshot()];
  expect(JSON.parse(once.stdout).forecasts).toMatchObject({ resolved: 3, pending: 1, late: 0 });
  expect(await monitor()).toEqual(once);
  expect(await sandbox.snapshot()).toEqual(before);
});
