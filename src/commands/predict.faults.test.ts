import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectRefused } from '../testing/errors.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';

const EXAMPLE = {
  price: 0.5,
  market_cap: 0.6,
  total_volume: 0.4,
  price_lag_1: 0.49,
  price_lag_3: 0.48,
  price_lag_7: 0.45,
  price_sma_7: 0.48,
  price_sma_30: 0.46,
  price_volatility_14: 0.05,
  day_of_week: 3,
  month: 10,
  year: 2023,
};
const { price: _, ...WITHOUT_PRICE } = EXAMPLE;
const text = JSON.stringify(EXAMPLE);
const withPrice = (json: string) => text.replace('"price":0.5', `"price":${json}`);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
  const train = ['train', '--source', 'bundled', '--quiet', '--optimizer', 'preconditioned'];
  expect((await runInProcess(train, sandbox)).exitCode).toBe(0);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const predict = async (content: string | Uint8Array, ...flags: string[]) =>
  runInProcess(['predict', '--json', await sandbox.write('input.json', content), ...flags], sandbox);

/** Forecasts from a file, and expects that it is refused by its name. */
async function expectRefusedInput(content: string | Uint8Array, message: RegExp): Promise<void> {
  const file = await sandbox.write('input.json', content);
  await expectRefused(sandbox, ['predict', '--json', file], {
    exitCode: 3,
    message: new RegExp(`input\\.json.*${message.source}`),
  });
}

const expectRefusedFile = (file: string, message: RegExp) =>
  expectRefused(sandbox, ['predict', '--json', join(sandbox.workspace, file)], { exitCode: 3, message });

describe('predict --json', () => {
  test.each<[string, string, RegExp]>([
    ['a missing feature', JSON.stringify(WITHOUT_PRICE), /"price" is missing/],
    ['an unknown feature for a known one', text.replace('"month"', '"mont"'), /"month" is missing.*1 more/],
    [
      'an unknown feature',
      JSON.stringify({ ...EXAMPLE, prices: 1 }),
      /"prices" is not a feature of this model; did you mean price\?/,
    ],
    ['a string', withPrice('"0.5"'), /"price" is not a number/],
    ['null', withPrice('null'), /"price" is not a number/],
    ['true', withPrice('true'), /"price" is not a number/],
    ['a nested object', withPrice('{"usd":1}'), /"price" is not a number/],
    ['an array for a number', withPrice('[1]'), /"price" is not a number/],
    ['1e999', withPrice('1e999'), /"price" is not a finite number/],
    ['-1e999', withPrice('-1e999'), /"price" is not a finite number/],
    ['the second of two inputs', `[${text}, ${withPrice('"x"')}]`, /, input 2: "price" is not a number/],
  ])('row 39: %s → exit 3, named with its field', (_, content, message) =>
    expectRefusedInput(content, message),
  );

  test.each<[string, string | Uint8Array, RegExp]>([
    ['NaN', withPrice('NaN'), /: is not one JSON document/],
    ['an empty file', '', /: is empty/],
    ['a file of blanks', ' \n\t', /: is empty/],
    ['a lone byte order mark', '\uFEFF', /: is empty/],
    ['an empty array', '[]', /: is an empty array/],
    ['an empty object', '{}', /: "price" is missing \(and 11 more\)/],
    ['two objects one after another', `${text}\n${text}`, /: is not one JSON document/],
    ['a comma at the end', text.replace('}', ',}'), /: is not one JSON document/],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), /: is not text in UTF-8/],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), /: is not text in UTF-8/],
    ['a number alone', '5', /: is not an object/],
    ['a string alone', '"price"', /: is not an object/],
    ['null alone', 'null', /: is not an object/],
    ['an array in an array', `[[${text}]]`, /, input 1: is not an object/],
  ])('row 39: %s → exit 3, named with its file', (_, content, message) =>
    expectRefusedInput(content, message),
  );

  test('row 39: a file of 100 MB → exit 3, named with its file', async () => {
    const file = join(sandbox.home, 'huge.json');
    await writeFile(file, '');
    await truncate(file, 100 * 1024 * 1024);
    await expectRefused(sandbox, ['predict', '--json', file], {
      exitCode: 3,
      message: /huge\.json is over 10 MiB/,
    });
  });

  test('row 39: a folder → exit 3, named with its file', async () => {
    await mkdir(join(sandbox.workspace, 'folder'));
    await expectRefusedFile('folder', /folder is a folder/);
  });

  test.each([
    ['nowhere.json', /nowhere\.json does not exist/],
    ['a\nb.json', /a b\.json does not exist/],
    ['input.json/x', /x does not exist/],
  ])('row 39: no file, %j → exit 3, named with its file', (file, message) =>
    expectRefusedFile(file, message),
  );

  test('row 39: a name of 5 kB with an escape sequence → exit 3, named with its field, shortened', () => {
    const name = `${'x'.repeat(5000)}\n\u001b[31m`;
    return expectRefusedInput(JSON.stringify({ ...EXAMPLE, [name]: 1 }), /"x{1,100}" is not a feature/);
  });

  test('row 39: a byte order mark → read over', async () => {
    const [plain, marked] = [await predict(text), await predict(`\uFEFF${text}`)];
    expect(plain.exitCode).toBe(0);
    expect(marked).toEqual(plain);
  });

  test('row 39: an empty stdin → exit 3, named with its file', async () => {
    const outcome = await sandbox.run(['predict', '--json', '-']);
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' });
    expect(outcome.stderr).toMatch(/^error: stdin: is empty; [^\n]+\n$/);
  });

  test.each([
    ['{"__proto__": …} beside the features', text.replace('{', '{"__proto__":{"price":9},'), /"__proto__"/],
    ['{"__proto__": …} alone', '{"__proto__": {"price": 9}}', /"price" is missing \(and 12 more\)/],
    ['"constructor" beside the features', text.replace('{', '{"constructor":1,'), /"constructor"/],
  ])('row 40: %s → exit 3, no other object is changed', async (_, content, message) => {
    await expectRefusedInput(content, message);
    expect({}).not.toHaveProperty('price');
  });

  test.each([
    ['day_of_week 7', /"day_of_week" is not a whole number from 0 to 6/],
    ['day_of_week 1.5', /"day_of_week" is not a whole number from 0 to 6/],
    ['month 13', /"month" is not a whole number from 1 to 12/],
    ['month 0', /"month" is not a whole number from 1 to 12/],
    ['year 1', /"year" is not a whole number from 1000/],
  ])('row 41: %s → exit 3, the allowed range', (change, message) => {
    const [name = '', value] = change.split(' ');
    return expectRefusedInput(JSON.stringify({ ...EXAMPLE, [name]: Number(value) }), message);
  });

  test('row 41: a price far outside the training range → forecast with a warning', async () => {
    const { exitCode, stdout, stderr } = await sandbox.run(['predict', '--json', '-', '--format', 'json'], {
      stdin: text,
    });
    expect([exitCode, stderr]).toEqual([0, '']);
    const forecast = JSON.parse(stdout) as { probability: number; prediction: number; warnings: object[] };
    expect(forecast.probability).toBeGreaterThanOrEqual(0);
    expect(forecast.probability).toBeLessThanOrEqual(1);
    expect(forecast.prediction).toBe(forecast.probability > 0.5 ? 1 : 0);
    expect(forecast.warnings).toContainEqual({
      code: 'outside_training_range',
      message: expect.stringMatching(/^price 0\.5 is outside the training range, /),
    });
  });

  test('reads an array as an array', async () => {
    const { exitCode, stdout } = await predict(`[${text}, ${text}]`, '--format', 'json', '--explain');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  test.each([
    ['../../etc', /there is no run "\.\.\/\.\.\/etc"/],
    ['bitcoin', /did you mean bitcoin-usd-/],
  ])('refuses the run %s, which is not there', (run, message) =>
    expectRefused(sandbox, ['predict', '--json', '-', '--run', run], { exitCode: 5, message }),
  );
});

test.each([
  [['--json', '-'], /no model was trained yet; run crypto-predict train/],
  [['--coin', 'dash'], /no model of dash.*run crypto-predict train --coin dash/],
])('without a model predict %j says what to run first', async (flags, message) => {
  await using empty = await createSandbox();
  await expectRefused(empty, ['predict', ...flags], { exitCode: 5, message });
});
