import { expect, it } from 'vitest';
import { addDays, utcDate } from '../dates.ts';
import { coingeckoServer, marketChart } from '../testing/coingecko-server.ts';
import { createSandbox } from '../testing/run-program.ts';

const weekAgo = addDays(utcDate(Date.now()), -7);

it.each([
  ['bitcoin', '--feature-set returns --days 500 --source bundled --until 2025-12-15'],
  ['bitcoin', '--feature-set returns --days 500 --source bundled'],
  ['dogecoin', `--days 300 --until ${weekAgo}`],
])(
  'tells the command that trains the same model of %s again, online, to the last digit: %s',
  async (coin, which) => {
    await using sandbox = await createSandbox();
    await using coingecko = await coingeckoServer(marketChart);
    const env = { COINGECKO_BASE_URL: coingecko.baseUrl };
    await sandbox.run(['fetch', '--coin', coin], { env });
    const train = async (line: string) => {
      const { stdout } = await sandbox.run([...line.split(' '), '--format', 'json'], { env });
      const { optimizer, intercept, coefficients, metrics, to } = JSON.parse(stdout);
      return { optimizer, intercept, coefficients, metrics, to };
    };
    const first = await train(
      `train --coin ${coin} ${which} --l2 30 --test-size 0.3 --optimizer gradient-descent --epochs 50 --tolerance 1e-6`,
    );
    const { stdout } = await sandbox.run(['report', '--offline', '--format', 'json'], { env });
    const report = await sandbox.read(JSON.parse(stdout).paths.markdown);
    await sandbox.run(['fetch', '--coin', coin, '--refresh'], { env });
    const [, again] = /^crypto-predict (train .*)$/m.exec(report) ?? [];
    expect(await train(again ?? '')).toEqual(first);
  },
);
