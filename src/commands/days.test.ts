import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { apiChart, coingeckoServer, json, priceOn } from '../testing/coingecko-server.ts';
import { NOW } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox } from '../testing/run-program.ts';

interface Row {
  readonly price?: number;
  readonly cap?: number | '';
  readonly volume?: number | '';
}

/** A file of days from 2024-01-01 on. */
function csv(days: number, row: (day: number) => Row = () => ({})): string {
  const lines = Array.from({ length: days }, (_, day) => {
    const { price = priceOn(day), cap = 1e9 + day, volume = 1e6 + (day % 5) } = row(day);
    return `${addDays('2024-01-01', day)},${price},${cap},${volume}`;
  });
  return ['date,price,market_cap,total_volume', ...lines].join('\n');
}

async function runOn(content: string, command: string, ...flags: string[]) {
  await using sandbox = await createSandbox();
  const file = await sandbox.write('prices.csv', content);
  return await runInProcess([command, '--coin', 'x-coin', '--from', file, ...flags], sandbox);
}

const besideBitcoin = ['--feature-set', 'market', '--bitcoin-from'];

describe('days that a training has', () => {
  const withoutNewestCaps = csv(600, (day) => ({ cap: day < 220 ? 1e9 : '' }));

  it('are told by column, and real prices as such', async () => {
    for (const command of ['train', 'features', 'evaluate']) {
      const { stdout } = await runOn(withoutNewestCaps, command, '--days', 'max');
      expect(stdout).toContain('600 days, every price is real, 380 filled market caps');
    }
    const { stdout } = await runOn(withoutNewestCaps, 'fetch');
    expect(stdout).toContain('every day has a price, 380 days without a market cap');
  });

  it('are said to have no market cap where the newest have none', async () => {
    for (const command of ['train', 'features', 'evaluate']) {
      const { stderr } = await runOn(withoutNewestCaps, command, '--days', 'max');
      expect(stderr).toContain('the newest 380 days have no market_cap: it is known to 2024-08-07 only');
    }
  });

  it('are said to reach beyond those of bitcoin where these end earlier', async () => {
    await using sandbox = await createSandbox();
    const bitcoin = await sandbox.write('bitcoin.csv', csv(300));
    const flags = [...besideBitcoin, bitcoin, '--days', 'max'];
    const { stderr, exitCode } = await runOn(csv(400), 'train', ...flags);
    expect(stderr).toContain(
      'bitcoin is known to 2024-10-26 only, and x-coin to 2025-02-03: the newest 100 days give no row',
    );
    expect(exitCode).toBe(0);
  });
});

describe('days that give nothing to train on', () => {
  it.each<[string, string, string[], RegExp]>([
    [
      'a price that never moves',
      csv(200, () => ({ price: 1.23456789 })),
      [],
      /price of x-coin never moves: it is 1\.23 on all 200 days/,
    ],
    [
      'a price that hardly moves',
      csv(200, (day) => ({ price: day === 90 ? 2 : 1 })),
      ['--feature-set', 'volatility'],
      /price of x-coin is flat: it moves on 2 of 200 days/,
    ],
    [
      'volumes of 0',
      csv(200, (day) => ({ volume: day < 190 ? 0 : 5 })),
      ['--feature-set', 'returns'],
      /volume of x-coin is 0 on the first 190 of 200 days.*--feature-set classic/,
    ],
  ])('%s is told by name, and more days are not asked for', async (_, content, flags, message) => {
    for (const command of ['train', 'evaluate']) {
      const outcome = await runOn(content, command, '--days', 'max', '--quiet', ...flags);
      expect(outcome.stderr).toMatch(message);
      expect(outcome.stderr).not.toContain('use more days');
      expect(outcome.exitCode).toBe(3);
    }
  });

  it('are told by the dates of bitcoin where these end before most of them', async () => {
    await using sandbox = await createSandbox();
    const bitcoin = await sandbox.write('bitcoin.csv', csv(40));
    const { stderr } = await runOn(csv(300), 'train', '--days', 'max', '--quiet', ...besideBitcoin, bitcoin);
    expect(stderr).toMatch(
      /bitcoin is known from 2024-01-01 to 2024-02-09, which is 40 of the 300 days.*--bitcoin-from/,
    );
    expect(stderr).not.toContain('use more days');
  });

  it('are asked for from an exchange or a file where there are too few', async () => {
    const { stderr } = await runOn(csv(40), 'train');
    const inFrancs = await runOn(csv(40), 'train', '--vs', 'chf');
    expect(inFrancs.stderr).toContain('--source coinbase --vs usd or --source binance --vs usdt');
    expect(stderr).toMatch(
      /10 usable rows.*; use more days: .*--source coinbase or --source binance.*--from/,
    );
  });

  it('say of a volume that is 0 on every day that it is 0', async () => {
    const flags = ['--feature-set', 'returns', '--days', 'max'];
    const { stderr } = await runOn(
      csv(200, () => ({ volume: 0 })),
      'train',
      ...flags,
    );
    expect(stderr).toContain('total_volume is 0 on every day: its features are left out of the set returns');
  });
});

describe('a free plan', () => {
  const askedOf = async (days: string, command: string) => {
    await using server = await coingeckoServer(json(apiChart(365, NOW)));
    await using sandbox = await createSandbox();
    const args = [command, '--coin', 'x-coin', '--days', days];
    return await runInProcess(args, { ...sandbox, env: { COINGECKO_BASE_URL: server.baseUrl } });
  };

  it.each(['fetch', 'train'])(
    'is said by %s to give a year where all days were asked for',
    async (command) => {
      for (const days of ['max', '730']) {
        const { stderr } = await askedOf(days, command);
        expect(stderr).toMatch(/days were asked for, and there are 36[56], from/);
        expect(stderr).toMatch(
          /fetch --coin x-coin --from FILE, or use --source coinbase or --source binance/,
        );
      }
    },
  );

  it('says nothing where no more were asked for; a training says where more are', async () => {
    const { stdout, stderr } = await askedOf('60', 'train');
    expect(stdout).toMatch(
      /60 days are too few to judge by: .*--days max .*--source coinbase or --source binance.*--from/,
    );
    expect(stderr).not.toContain('were asked for');
  });
});

describe('a source that does not answer', () => {
  const unreachable = async (...args: string[]) => {
    await using sandbox = await createSandbox();
    return (await runInProcess(['fetch', '--quiet', '--refresh', ...args], sandbox)).stderr;
  };

  it('is not answered by --offline where nothing is stored', async () => {
    const stderr = await unreachable('--coin', 'x-coin');
    expect(stderr).toMatch(/import a file with crypto-predict fetch --coin x-coin --from FILE/);
    expect(stderr).not.toContain('--offline');
    expect(await unreachable('--coin', 'x-coin', '--offline')).toMatch(
      /import a file with crypto-predict fetch --coin x-coin --from FILE/,
    );
  });

  it('is answered by what is stored, without the flag that forbids it', async () => {
    const stderr = await unreachable('--coin', 'bitcoin', '--source', 'coingecko');
    expect(stderr).toContain('leave out --source coingecko to use what is stored');
  });
});
