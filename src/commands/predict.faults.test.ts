import { mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectRefusal } from '../testing/errors.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';

const EXAMPLE =
  '{"price": 0.5, "market_cap": 0.6, "total_volume": 0.4, "price_lag_1": 0.49, "price_lag_3": 0.48, "price_lag_7": 0.45, "price_sma_7": 0.48, "price_sma_30": 0.46, "price_volatility_14": 0.05, "day_of_week": 3, "month": 10, "year": 2023}';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
  const { exitCode } = await sandbox.run([
    'train',
    '--source',
    'bundled',
    '--quiet',
    '--optimizer',
    'preconditioned',
  ]);
  expect(exitCode).toBe(0);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const predict = (file: string, ...flags: string[]) => sandbox.run(['predict', '--json', file, ...flags]);

describe('predict --json', () => {
  test('forecasts the published example, whose values are far outside the training range, with warnings', async () => {
    const { exitCode, stdout, stderr } = await sandbox.run(['predict', '--json', '-', '--format', 'json'], {
      stdin: EXAMPLE,
    });
    expect([exitCode, stderr]).toEqual([0, '']);
    const forecast = JSON.parse(stdout) as { probability: number; prediction: number; warnings: string[] };
    expect(forecast.probability).toBeGreaterThanOrEqual(0);
    expect(forecast.probability).toBeLessThanOrEqual(1);
    expect(forecast.prediction).toBe(forecast.probability > 0.5 ? 1 : 0);
    expect(forecast.warnings).toContainEqual(
      expect.stringMatching(/^price 0\.5 is outside the training range, /),
    );
  });

  test('reads a file with a byte order mark, and an array as an array', async () => {
    const file = await sandbox.write('in.json', `\uFEFF[${EXAMPLE}, ${EXAMPLE}]`);
    const { exitCode, stdout } = await predict(file, '--format', 'json', '--explain');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  test('refuses what is no file of JSON by its name', async () => {
    await mkdir(join(sandbox.workspace, 'folder'));
    await sandbox.write('empty.json', '');
    await sandbox.write('two.json', `${EXAMPLE}\n${EXAMPLE}`);
    await sandbox.write('wide.json', Buffer.from(`\uFEFF${EXAMPLE}`, 'utf16le'));
    await sandbox.write('huge.json', '');
    await truncate(join(sandbox.workspace, 'huge.json'), 100 * 1024 * 1024);
    const before = await sandbox.snapshot();
    const refusals = [
      ['nowhere.json', /nowhere\.json does not exist/],
      ['empty.json/x', /x does not exist/],
      ['folder', /folder is a folder/],
      ['empty.json', /empty\.json: is empty/],
      ['two.json', /two\.json: is not one JSON document/],
      ['wide.json', /wide\.json: is not text in UTF-8/],
      ['huge.json', /huge\.json is over 10 MiB/],
    ] as const;
    const outcomes = await Promise.all(refusals.map(([file]) => predict(file)));
    for (const [i, [, message]] of refusals.entries()) {
      const outcome = outcomes[i];
      if (outcome) expectRefusal(outcome, 3, message);
    }
    expect(await sandbox.snapshot()).toEqual(before);
  });

  test('refuses an empty stdin', async () => {
    expectRefusal(await predict('-'), 3, /stdin: is empty/);
  });

  test('names the file although its name has a line break', async () => {
    expectRefusal(await predict('a\nb.json'), 3, /a b\.json does not exist/);
  });

  test('refuses a run that is not there, or is a path', async () => {
    expectRefusal(await predict('-', '--run', '../../etc'), 5, /there is no run "\.\.\/\.\.\/etc"/);
    expectRefusal(await predict('-', '--run', 'bitcoin'), 5, /did you mean bitcoin-usd-/);
  });
});

test('without a model predict says what to run first', async () => {
  await using empty = await createSandbox();
  expectRefusal(
    await empty.run(['predict', '--json', '-']),
    5,
    /no model was trained yet; run crypto-predict train/,
  );
  expectRefusal(
    await empty.run(['predict', '--coin', 'dash']),
    5,
    /no model of dash.*run crypto-predict train --coin dash/,
  );
});
