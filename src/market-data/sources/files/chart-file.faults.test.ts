import { spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOW, temporaryFolder } from '../../../testing/context.ts';
import { expectRefused } from '../../../testing/errors.ts';
import { createSandbox } from '../../../testing/run-program.ts';
import { readFile } from './chart-file.ts';

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
  return readFile({ file, vsCurrency: 'usd', now: NOW });
}

describe('a file that cannot be used', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /is empty/],
    ['blank lines', '\n\n', /is empty/],
    ['a header alone', `${HEAD}\n`, /has a header and no rows/],
    ['no header', `${ROW}\n${ROW}`, /of no form that is known: its header is "2024-01-01,1\.5,2,3"/],
    ['a renamed column', 'date,worth,market_cap\n', /its header is "date,worth,market_cap".*nearest/],
    [
      'fewer tickers than names',
      'Price,BTC-USD\nDate,Close,Volume\n2024-01-01,1',
      /of no form that is known/,
    ],
    ['a column twice', `${HEAD},Price\n${ROW},1`, /has the column Price more than once/],
    ['UTF-16', Buffer.from(`\uFEFF${HEAD}\n${ROW}`, 'utf16le'), /is text in UTF-16/],
    ['UTF-16 without a mark', Buffer.from(`${HEAD}\n${ROW}`, 'utf16le'), /is text in UTF-16/],
    ['a PDF', '%PDF-1.4 …', /is a PDF/],
    ['a web page', '<!DOCTYPE html><html>', /is a web page/],
    ['JSON of something else', '{"status": {"error_code": 429}}', /is JSON, but not an answer of CoinGecko/],
    ['JSON that breaks off', '{"prices": [[17', /is JSON that breaks off/],
    ['brackets without an end', '['.repeat(8e6), /is JSON that breaks off/],
    ['a pickle', Buffer.from([0x80, 0x04, 0x95]), /is a pickle of Python/],
    [
      'a binary file',
      Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7) % 256)),
      /is not text in UTF-8/,
    ],
  ])('row 42: %s → exit 3, named with the file', (_, content, message) => expectRefusedCsv(content, message));

  test.each<[string, string, RegExp]>([
    [
      '1,234.5 without quotes',
      `${HEAD}\n2024-01-01,1,234.5,2,3`,
      /line 2 has 5 cells where the first row has 4/,
    ],
    ['a comma that may be either', `${HEAD}\n2024-01-01,"1,234",2,3`, /line 2 has "1,234" as price/],
    ['two decimal signs', `${HEAD}\n2024-01-01,"1.234,5","1,234.5",3`, /line 2 has "1,234\.5" as market_cap/],
    ['1e999', `${HEAD}\n2024-01-01,1e999,2,3`, /line 2 has "1e999" as price/],
    ['a number beyond all markets', `${HEAD}\n2024-01-01,1,2,1e300`, /line 2 has "1e300" as total_volume/],
    ['a number in hexadecimal', `${HEAD}\n2024-01-01,0x10,2,3`, /line 2 has "0x10" as price/],
    ['a currency sign', `${HEAD}\n2024-01-01,$5,2,3`, /line 2 has "\$5" as price/],
    ['a word as volume', `${HEAD}\n${ROW}\n2024-01-02,1,2,much`, /line 3 has "much" as total_volume/],
    ['a date that is none', `${HEAD}\n2024-02-30,1,2,3`, /line 2 has "2024-02-30" as its date/],
    ['a missing date', `${HEAD}\n${ROW}\n,1,2,3`, /line 3 has "" as its date/],
    ['dates of both orders', `${HEAD}\n31.01.2024,1,2,3\n01.31.2024,1,2,3`, /line 3 has "01\.31\.2024" as/],
    ['dates of either order', `${HEAD}\n01.02.2024,1,2,3`, /does not show whether its first date is 2024-0/],
    ['a price of 2008', `${HEAD}\n2008-12-31,1,2,3`, /line 2 has a price of 2008-12-31/],
    [
      'a price of the year after next',
      `${HEAD}\n${ROW}\n2027-01-01,1,2,3`,
      /line 3 has a price of 2027-01-01/,
    ],
    ['an open quote', `${HEAD}\n2024-01-01,"1,2,3\n${ROW}`, /line 2 has a quote that is not closed/],
    [
      'a quote closed days later',
      `${HEAD}\n${ROW}\n2024-01-02,1,2,"3\n${ROW}"`,
      /line 3 has a quote that is/,
    ],
    ['a row of 8 MB', `${HEAD}\n${ROW}\n${'1'.repeat(8e6)}`, /line 3 is longer than 256 KiB/],
    [
      'an open quote before 8 MB',
      `${HEAD}\n"${`${ROW}\n`.repeat(5e5)}`,
      /line 2 has a quote that is not closed/,
    ],
    ['a row too short', `${HEAD}\n2024-01-01,1`, /line 2 has 2 cells/],
    ['a negative cap', `${HEAD}\n2024-01-01,1,-2,3`, /line 2 has the market_cap -2/],
    ['a negative volume', `${HEAD}\n2024-01-01,1,2,-3`, /line 2 has the total_volume -3/],
    [
      'two coins',
      'date,symbol,price\n2024-01-01,BTC,1\n2024-01-01,ETH,2',
      /line 3 is of "ETH", and the rows/,
    ],
  ])('row 42: %s → exit 3, named with its line', (_, content, message) => expectRefusedCsv(content, message));

  test.each<[string, string, RegExp]>([
    [
      'another language',
      'Datum;Schluss\n01.01.2024;1\n',
      /"Datum,Schluss".*--columns date=Datum,price=Schluss/,
    ],
    ['no header', '2024-01-01,x,5\n2024-01-02,x,6\n', /--columns date=1,price=NAME/],
    [
      'the afternoon',
      'date,price\n2024-01-01 16:00,5\n',
      /the first is at 16:00; say with --prices-at start/,
    ],
  ])('row 42: a table of %s → exit 3, with the flag that helps', (_, content, message) =>
    expectRefusedCsv(content, message),
  );

  test('row 17: a price of −5 in a file → exit 3, named with its line', () =>
    expectRefusedCsv(`${HEAD}\n\n2024-01-02,-5,2,3`, /line 3 has the price -5/));

  test('is one that is not there, a folder, a pipe, a device, or a link in a circle', async () => {
    const folder = await temporaryFolder();
    await symlink('round', join(folder, 'round'));
    await mkdir(join(folder, 'sub'));
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    const refused = (file: string) => expect(readFile({ file, vsCurrency: 'usd' })).rejects;
    await refused(join(folder, 'none.csv')).toThrow(/none\.csv does not exist/);
    await refused(join(folder, 'sub')).toThrow(/sub is a folder/);
    await refused(join(folder, 'pipe')).toThrow(/pipe is a pipe/);
    await refused('/dev/zero').toThrow(/is a device/);
    await refused(join(folder, 'round')).toThrow(/in a circle/);
    await refused(join(folder, 'x'.repeat(5000))).toThrow(/is not a path/);
  });
});

describe('a file that is accepted', () => {
  const expected = [{ date: '2024-01-01', price: 1.5, marketCap: 2, totalVolume: 3 }];
  const isRead = async (content: string) => {
    const { observations, notices } = await read(content);
    expect({ observations, notices }).toEqual({ observations: expected, notices: [] });
  };

  test.each([
    ['a byte order mark', `\uFEFF${HEAD}\n${ROW}\n`],
    [
      'a byte order mark and quotes',
      `\uFEFF"date","price","market_cap","total_volume"\n"2024-01-01","1.5","2","3"\n`,
    ],
    ['CRLF and blank lines at its end', `${HEAD}\r\n${ROW}\r\n\r\n  \r\n`],
    ['lines that end with CR', `${HEAD}\r${ROW}\r`],
    ['no line break at its end', `${HEAD}\n${ROW}`],
    ['semicolons', `${HEAD}\n${ROW}`.replaceAll(',', ';')],
    ['tabs', `${HEAD}\n${ROW}`.replaceAll(',', '\t')],
    ['decimal commas', `${HEAD}\n2024-01-01,1.5,2,3`.replaceAll(',', ';').replace('1.5', '1,5')],
    ['thousands and a decimal comma', `${HEAD}\n2024-01-01;1,5;2,000;3,00`.replace(/,(?=.*\n)/g, ';')],
    ['a first line for a spreadsheet', `sep=;\n${HEAD}\n${ROW}`.replaceAll(',', ';')],
    ['a missing column', 'date,price,total_volume,market_cap\n2024-01-01,1.5,3,2'],
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

  test.each(['', 'NaN', 'null', 'None', 'N/A', 'inf', '-Infinity', '-'])(
    'row 42: %j in a cell → a missing value',
    async (cell) => {
      const { observations } = await read(
        `${HEAD}\n2024-01-01,4,5,6\n2024-01-02,${cell},${cell},${cell}\n2024-01-03,1,2,3`,
      );
      expect(observations[1]).toEqual({
        date: '2024-01-02',
        price: null,
        marketCap: null,
        totalVolume: null,
      });
    },
  );

  test('row 17: a price of 0 in a file → missing, counted', async () => {
    const { observations, notices } = await read(`${HEAD}\n${ROW}\n2024-01-02,0,2,3\n2024-01-03,1.5,2,3`);
    expect(observations.map(({ price }) => price)).toEqual([1.5, null, 1.5]);
    expect(notices).toEqual(['1 price of 0 counts as missing']);
  });

  test('row 42: a duplicate date, and dates out of order → the first of each date, in order; the others counted', async () => {
    const { observations, notices } = await read(
      `${HEAD}\n2024-01-03,3,2,3\n2024-01-01,1,2,3\n2024-01-01,9,2,3`,
    );
    expect(observations.map(({ date, price }) => [date, price])).toEqual([
      ['2024-01-01', 1],
      ['2024-01-03', 3],
    ]);
    expect(notices).toEqual(['1 rows repeat a date; the first of each is used']);
  });

  test('row 69: rows without a price at both ends → cut off, and it is said', async () => {
    const { observations, notices } = await read(
      `${HEAD}\n0001-01-01,,,\n2023-12-30,,2,3\n${ROW}\n9999-12-31,,,\n`,
    );
    expect(observations).toEqual(expected);
    expect(notices).toEqual(['3 dates without a price before 2024-01-01 or after 2024-01-01 are cut off']);
  });

  test('can be interrupted', async () => {
    const file = join(await temporaryFolder(), 'long.csv');
    await writeFile(file, `${HEAD}\n${`${ROW}\n`.repeat(200_000)}`);
    const controller = new AbortController();
    const reading = readFile({ file, vsCurrency: 'usd', signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(reading).rejects.toThrow(/abort/i);
  });
});
