import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dateOf } from '../../../dates.ts';
import { temporaryFolder } from '../../../testing/context.ts';
import { expectRefused } from '../../../testing/errors.ts';
import { createSandbox } from '../../../testing/run-program.ts';
import { readCsv } from './csv.ts';

const HEAD = 'date,price,market_cap,total_volume';
const ROW = '2024-01-01,1.5,2,3';

/** Imports a file, and expects that it is refused: exit 3, one line, every file as it was. */
async function expectRefusedCsv(content: string | Uint8Array, message: RegExp): Promise<void> {
  await using sandbox = await createSandbox();
  const file = await sandbox.write('prices.csv', content);
  await expectRefused(sandbox, ['fetch', '--coin', 'x-coin', '--from', file], {
    exitCode: 3,
    message: new RegExp(`prices\\.csv.*${message.source}`),
  });
}

async function read(content: string | Uint8Array) {
  const file = join(await temporaryFolder(), 'prices.csv');
  await writeFile(file, content);
  return readCsv(file);
}

describe('a CSV file that cannot be used', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /is empty/],
    ['blank lines', '\n\n', /is empty/],
    ['a header alone', `${HEAD}\n`, /has a header and no rows/],
    ['no header', `${ROW}\n${ROW}`, /lacks the column snapped_at or date, price/],
    ['a missing column', 'date,price,market_cap\n', /lacks the column total_volume/],
    ['a renamed column', 'date,close,market_cap,total_volume\n', /lacks the column price/],
    ['semicolons', `${HEAD}\n${ROW}`.replaceAll(',', ';'), /lacks the column/],
    ['UTF-16', Buffer.from(`\uFEFF${HEAD}\n${ROW}`, 'utf16le'), /is not text in UTF-8/],
    [
      'a binary file',
      Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7) % 256)),
      /is not text in UTF-8/,
    ],
  ])('row 42: %s → exit 3, named with the file', (_, content, message) => expectRefusedCsv(content, message));

  test.each<[string, string, RegExp]>([
    ['1,234.5 in quotes', `${HEAD}\n2024-01-01,"1,234.5",2,3`, /line 2 has "1,234\.5" as price/],
    [
      '1,234.5 without quotes',
      `${HEAD}\n2024-01-01,1,234.5,2,3`,
      /line 2 has 5 cells where the header has 4/,
    ],
    ['a decimal comma', `${HEAD}\n2024-01-01,"1,5",2,3`, /line 2 has "1,5" as price/],
    ['1e999', `${HEAD}\n2024-01-01,1e999,2,3`, /line 2 has "1e999" as price/],
    ['a number beyond all markets', `${HEAD}\n2024-01-01,1,2,1e300`, /line 2 has "1e300" as total_volume/],
    ['a number in hexadecimal', `${HEAD}\n2024-01-01,0x10,2,3`, /line 2 has "0x10" as price/],
    ['a currency sign', `${HEAD}\n2024-01-01,$5,2,3`, /line 2 has "\$5" as price/],
    ['a word as volume', `${HEAD}\n${ROW}\n2024-01-02,1,2,much`, /line 3 has "much" as total_volume/],
    ['a date that is none', `${HEAD}\n2024-02-30,1,2,3`, /line 2 has "2024-02-30" as its date/],
    ['a date of another order', `${HEAD}\n31.01.2024,1,2,3`, /line 2 has "31\.01\.2024" as its date/],
    ['a missing date', `${HEAD}\n${ROW}\n,,,`, /line 3 has "" as its date/],
    ['an open quote', `${HEAD}\n2024-01-01,"1,2,3\n${ROW}`, /line 2 has 2 cells/],
    ['a row of 8 MB', `${HEAD}\n${ROW}\n${'1'.repeat(8e6)}`, /line 3 is longer than 256 KiB/],
    ['an open quote before 8 MB', `${HEAD}\n"${`${ROW}\n`.repeat(5e5)}`, /line 2 is longer than 256 KiB/],
    ['a row too short', `${HEAD}\n2024-01-01,1`, /line 2 has 2 cells/],
  ])('row 42: %s → exit 3, named with its line', (_, content, message) => expectRefusedCsv(content, message));

  test.each([
    ['0', `${HEAD}\n${ROW}\n2024-01-02,0,2,3`, /line 3 has the price 0/],
    ['−5', `${HEAD}\n\n2024-01-02,-5,2,3`, /line 3 has the price -5/],
  ])('row 17: a price of %s in a CSV file → exit 3, named with its line', (_, content, message) =>
    expectRefusedCsv(content, message),
  );

  test('is one that is not there, a folder, or a link in a circle', async () => {
    const folder = await temporaryFolder();
    await symlink('round', join(folder, 'round'));
    await mkdir(join(folder, 'sub'));
    await expect(readCsv(join(folder, 'none.csv'))).rejects.toThrow(/none\.csv does not exist/);
    await expect(readCsv(join(folder, 'sub'))).rejects.toThrow(/sub is a folder/);
    await expect(readCsv(join(folder, 'round'))).rejects.toThrow(/in a circle/);
    await expect(readCsv(join(folder, 'x'.repeat(5000)))).rejects.toThrow(/is not a path/);
  });
});

describe('a CSV file that is accepted', () => {
  const expected = [{ date: '2024-01-01', price: 1.5, marketCap: 2, totalVolume: 3 }];
  const isRead = async (content: string) =>
    expect(await read(content)).toEqual({ observations: expected, repeatedDates: 0, offHourDates: [] });

  test.each([
    ['a byte order mark', `\uFEFF${HEAD}\n${ROW}\n`],
    [
      'a byte order mark and quotes',
      `\uFEFF"date","price","market_cap","total_volume"\n"2024-01-01","1.5","2","3"\n`,
    ],
    ['CRLF and blank lines at its end', `${HEAD}\r\n${ROW}\r\n\r\n  \r\n`],
    ['no line break at its end', `${HEAD}\n${ROW}`],
    [
      'columns in another order and one more',
      'note,total_volume,price,market_cap,date\n"a, b",3,1.5,2,2024-01-01',
    ],
    ['blanks around its cells', 'date, price ,market_cap,total_volume\n 2024-01-01 , 1.5,2,3'],
  ])('row 42: %s → read as it is meant', (_, content) => isRead(content));

  test.each([
    ['as it should be', `${HEAD}\n${ROW}\n`],
    ["as CoinGecko's export", 'snapped_at,price,market_cap,total_volume\n2024-01-01 00:00:00 UTC,1.5,2,3'],
    [
      'with a stamp some minutes late',
      'snapped_at,price,market_cap,total_volume\n2024-01-01 00:07:39 UTC,1.5,2,3',
    ],
    ['with an instant', 'date,price,market_cap,total_volume\n2024-01-01T00:00:00.000Z,1.5e0,2.,+3'],
  ])('is one %s', (_, content) => isRead(content));

  test.each(['', 'NaN', 'null', 'None', 'N/A', 'inf', '-Infinity'])(
    'row 42: %j in a cell → a missing value',
    async (cell) => {
      const { observations } = await read(`${HEAD}\n2024-01-01,${cell},${cell},${cell}\n2024-01-02,1,2,3`);
      expect(observations[0]).toEqual({
        date: '2024-01-01',
        price: null,
        marketCap: null,
        totalVolume: null,
      });
    },
  );

  test('row 42: a duplicate date, and dates out of order → the first of each date, in order; the others counted', async () => {
    const { observations, repeatedDates } = await read(
      `${HEAD}\n2024-01-03,3,2,3\n2024-01-01,1,2,3\n2024-01-01,9,2,3`,
    );
    expect(observations.map(({ date, price }) => [date, price])).toEqual([
      ['2024-01-01', 1],
      ['2024-01-03', 3],
    ]);
    expect(repeatedDates).toBe(1);
  });

  test('row 42: 1,000,000 rows → read, within 600 MiB', async () => {
    const file = join(await temporaryFolder(), 'long.csv');
    const stream = createWriteStream(file);
    stream.write(`${HEAD}\n`);
    for (let day = 0; day < 1_000_000; day += 10_000) {
      const rows = Array.from(
        { length: 10_000 },
        (_, i) => `${dateOf(day + i - 700_000)},${100 + (i % 7)},1e9,1e6\n`,
      );
      if (!stream.write(rows.join(''))) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'finish');
    const before = process.memoryUsage().rss;
    const { observations } = await readCsv(file);
    expect(observations).toHaveLength(1_000_000);
    expect(observations.at(-1)?.date).toBe(dateOf(299_999));
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  }, 90_000);

  test('can be interrupted', async () => {
    const file = join(await temporaryFolder(), 'long.csv');
    await writeFile(file, `${HEAD}\n${`${ROW}\n`.repeat(200_000)}`);
    const controller = new AbortController();
    const reading = readCsv(file, controller.signal);
    setImmediate(() => controller.abort());
    await expect(reading).rejects.toThrow(/abort/i);
  });
});
