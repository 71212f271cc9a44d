import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoin, parseCoin, parseCurrency, parseDays, parseKey, parseWhole } from './identifiers.ts';
import { coingeckoServer, marketChart } from './testing/coingecko-server.ts';
import { expectRefused } from './testing/errors.ts';
import { createSandbox } from './testing/run-program.ts';

/** Every command that takes a coin, up to where its id belongs. */
const withCoin = ['fetch', 'features', 'train', 'predict', 'evaluate', 'tune', 'monitor', 'retrain']
  .map((command) => [command, '--coin'])
  .concat([['config', 'set', 'coin']]);

/** Gives an id to every command, and expects that it is refused by name before anything is read, written or asked. */
async function expectRefusedEverywhere(id: string): Promise<void> {
  expect(() => parseCoin(id)).toThrow(RangeError);
  expect(isCoin(id)).toBe(false);
  await using server = await coingeckoServer(marketChart);
  await using sandbox = await createSandbox();
  for (const args of withCoin) {
    await expectRefused(sandbox, [...args, id], {
      exitCode: 2,
      message: /coin.*use a CoinGecko id/,
      env: { COINGECKO_BASE_URL: server.baseUrl },
    });
  }
  expect(server.requests).toEqual([]);
  expect(await sandbox.snapshot()).toEqual({});
}

describe('a coin id', () => {
  test.each([
    ['../../etc/passwd', '../../etc/passwd'],
    ['%2e%2e', '%2e%2e'],
    ['a/b', 'a/b'],
    ['an absolute path', '/etc/passwd'],
    ['a backslash', 'a\\b'],
    ['a drive', 'C:\\x'],
    ['two dots', 'a..b'],
    ['a dot', '.'],
    ['a hidden name', '.hidden'],
    ['a query', 'bitcoin?x=1'],
  ])('row 27: %s → exit 2 by every command, before any I/O', (_, id) => expectRefusedEverywhere(id));

  test.each([
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['CON', 'CON'],
    ['CON.x', 'CON.x'],
    ['com1', 'com1'],
    ['nothing', ''],
    ['blanks', '   '],
    ['10 kB', 'a'.repeat(10_240)],
    ['an escape sequence', '\u001b[31mred'],
    ['a null byte', 'bit\0coin'],
    ['a line break', 'bit\ncoin'],
    ['an accent', 'bítcoin'],
  ])('row 28: %s → exit 2 by every command, before any I/O', (_, id) => expectRefusedEverywhere(id));

  test.each([
    ['bitcoin', 'bitcoin'],
    [' Bitcoin ', 'bitcoin'],
    ['avalanche-2', 'avalanche-2'],
    ['01coin', '01coin'],
    ['usd.coin_v2', 'usd.coin_v2'],
  ])('%j is %s', (text, id) => {
    expect(parseCoin(text)).toBe(id);
  });

  test('that is accepted stays inside a folder and inside one part of an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (!isCoin(text)) return;
        expect(text).toBe(encodeURIComponent(text));
        expect(text).not.toMatch(/^\.|\.\.|[/\\]/);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each(['', 'u', '../usd', 'us dollar', '__proto__', 'constructor', 'u5d', 'usd\n\n€'])(
  'a currency cannot be %j',
  (text) => {
    expect(() => parseCurrency(text)).toThrow(RangeError);
  },
);

test.each(['0', '-1', '1.5', '1e3', '٣', '1000001', '0x10', '9m', '1000000y', ' 5'])(
  'days cannot be %j',
  (text) => {
    expect(() => parseDays(text)).toThrow('use max, or a whole number from 1 to 1000000');
  },
);

test('days are a whole number or max', () => {
  expect([parseDays('365'), parseDays('max')]).toEqual([365, 'max']);
});

test('a whole number outside its bounds is refused with them', () => {
  expect(() => parseWhole('99999', { min: 0, max: 65_535 })).toThrow('use a whole number from 0 to 65535');
});

test.each(['', 'two words', 'a\r\nx-evil: 1', 'kéy', 'k'.repeat(201)])('a key cannot be %j', (text) => {
  expect(() => parseKey(text)).toThrow(RangeError);
});

test.each([
  ['90', 90],
  ['90d', 90],
  ['2y', 730],
  ['max', 'max'],
  ['all', 'max'],
] as const)('days may be written %s', (text, days) => {
  expect(parseDays(text)).toBe(days);
});
