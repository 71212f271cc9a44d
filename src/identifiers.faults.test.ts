import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoin, parseCoin, parseCurrency, parseDays, parseKey, parseWhole } from './identifiers.ts';
import { coingeckoServer, marketChart } from './testing/coingecko-server.ts';
import { expectRefusal } from './testing/errors.ts';
import { createSandbox } from './testing/run-program.ts';

const hostile = [
  ['a way up', '../../etc/passwd'],
  ['an encoded way up', '%2e%2e'],
  ['a slash', 'a/b'],
  ['a backslash', 'a\\b'],
  ['an absolute path', '/etc/passwd'],
  ['a drive', 'C:\\x'],
  ['two dots', 'a..b'],
  ['a dot', '.'],
  ['a hidden name', '.hidden'],
  ['a prototype', '__proto__'],
  ['a constructor', 'constructor'],
  ['a device', 'CON'],
  ['another device', 'com1'],
  ['nothing', ''],
  ['blanks', '   '],
  ['10 kB', 'a'.repeat(10_240)],
  ['an escape sequence', '\u001b[31mred'],
  ['a null byte', 'bit\0coin'],
  ['a line break', 'bit\ncoin'],
  ['an accent', 'bítcoin'],
  ['a query', 'bitcoin?x=1'],
] as const;

describe('a coin id', () => {
  test.each(hostile)('that is %s is refused', (_, text) => {
    expect(() => parseCoin(text)).toThrow(RangeError);
    expect(isCoin(text)).toBe(false);
  });

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

  test.each([
    ['fetch', '--coin'],
    ['features', '--coin'],
    ['train', '--coin'],
    ['predict', '--coin'],
  ])('for %s is refused before anything is read, written or asked', async (command, flag) => {
    await using sandbox = await createSandbox();
    await using server = await coingeckoServer(marketChart);
    const outcome = await sandbox.run([command, flag, '../../etc/passwd'], {
      env: { COINGECKO_BASE_URL: server.baseUrl },
    });
    expectRefusal(outcome, 2, /--coin.*use a CoinGecko id/);
    expect(server.requests).toEqual([]);
    expect(await sandbox.snapshot()).toEqual({});
  });
});

test.each(['', 'u', '../usd', 'us dollar', '__proto__', 'constructor', 'u5d', 'usd\n\n€'])(
  'a currency cannot be %j',
  (text) => {
    expect(() => parseCurrency(text)).toThrow(RangeError);
  },
);

test.each(['0', '-1', '1.5', '1e3', '٣', '1000001', '0x10', 'all', ' 5'])('days cannot be %j', (text) => {
  expect(() => parseDays(text)).toThrow('use max, or a whole number from 1 to 1000000');
});

test('days are a whole number or max', () => {
  expect([parseDays('365'), parseDays('max')]).toEqual([365, 'max']);
});

test('a whole number outside its bounds is refused with them', () => {
  expect(() => parseWhole('99999', { min: 0, max: 65_535 })).toThrow('use a whole number from 0 to 65535');
});

test.each(['', 'two words', 'a\r\nx-evil: 1', 'kéy', 'k'.repeat(201)])('a key cannot be %j', (text) => {
  expect(() => parseKey(text)).toThrow(RangeError);
});
