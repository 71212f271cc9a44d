import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../dates.ts';
import { readText } from './testing/read-text.ts';

/** So many rows, one a step, from the beginning of 2024 on. */
function rows(row: (milliseconds: number, i: number) => string, { step = DAY_MS, count = 5 } = {}): string {
  return Array.from({ length: count }, (_, i) => row(Date.UTC(2024, 0, 1) + i * step, i)).join('\n');
}
const dateIn = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
const timeIn = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');

describe('volumes', () => {
  test('of the coin are converted by the price where the form says so', async () => {
    const head = 'https://www.CryptoDataDownload.com\nunix,date,symbol,open,high,low,close,Volume BTC';
    const { readAs, observations } = await readText(
      `${head}\n${rows((t) => `${t / 1000},${timeIn(t)},BTC/USD,10,10,10,10,3`)}`,
    );
    expect(readAs).toEqual({
      form: 'CryptoDataDownload',
      pricesAt: 'end',
      volume: 'usd, from the volume of the coin',
    });
    expect(observations[0]).toMatchObject({ date: '2024-01-02', price: 10, totalVolume: 30 });
  });

  test('in the currency are told from those of the coin by their column', async () => {
    const head = 'Timestamp,Open,High,Low,Close,Volume_(BTC),Volume_(Currency),Weighted_Price';
    const { readAs, observations } = await readText(
      `${head}\n${rows((t) => `${t / 1000},10,10,10,10,3,29,9.9`)}`,
    );
    expect(readAs.volume).toBe('usd');
    expect(observations[0]?.totalVolume).toBe(29);
  });

  test('of candles of an hour are not those of a day', async () => {
    const table = rows((t, i) => `${t / 1000},10,99,1,${i + 1},3,5`, { step: 3_600_000, count: 49 });
    const { readAs, observations } = await readText(table);
    expect(readAs).toMatchObject({ form: 'Kraken', volume: 'coin, not used' });
    // The first candle ends at 01:00: within an hour of a 00:00, and the nearest that there is.
    expect(observations.map(({ date, price }) => [date, price])).toEqual([
      ['2024-01-01', 1],
      ['2024-01-02', 24],
      ['2024-01-03', 48],
    ]);
  });

  test('of an unknown unit are not used', async () => {
    const { readAs, observations } = await readText(
      `date,open,high,low,close,volume\n${rows((t) => `${dateIn(t)},10,10,10,10,3.5`)}`,
    );
    expect(readAs).toMatchObject({ form: 'candles', volume: 'of an unknown unit, not used' });
    expect(observations[0]?.totalVolume).toBeNull();
  });
});

describe('the time of a price', () => {
  const closes = `date,price\n${rows((t) => `${dateIn(t)} 23:59:59,10`)}`;

  test.each([
    [closes, undefined, 'end', '2024-01-02'],
    [closes, 'end', 'end', '2024-01-02'],
    [closes, 'start', 'start', '2024-01-01'],
    [`date,price\n${rows((t) => `${dateIn(t)},10`)}`, 'end', 'end', '2024-01-02'],
    [`Date,Close\n${rows((t) => `${dateIn(t)},10`)}`, undefined, 'end', '2024-01-02'],
    [`Date,Close\n${rows((t) => `${dateIn(t)},10`)}`, 'start', 'start', '2024-01-01'],
    [`date,price\n${rows((t) => `${dateIn(t)} 16:00:00,10`)}`, 'end', 'end', '2024-01-02'],
  ] as const)('of %j, said to be at its %s, is its %s', async (text, pricesAt, read, first) => {
    const { readAs, observations } = await readText(text, { pricesAt });
    expect(readAs.pricesAt).toBe(read);
    expect(observations).toHaveLength(5);
    expect(observations[0]?.date).toBe(first);
  });

  test('of a candle is when it is over; one that is not is left out, and it is said', async () => {
    const { observations, notices } = await readText(
      `Date,Open,High,Low,Close,Adj Close,Volume\n${rows((t) => `${dateIn(t)},1,1,1,1,1,2000000`)}`,
      { now: new Date('2024-01-05T12:00:00Z') },
    );
    expect(observations.at(-1)?.date).toBe('2024-01-05');
    expect(notices).toEqual(['the candle of 2024-01-05 was not over, and is left out']);
  });
});

describe('JSON', () => {
  const series = (value: number, shift = 0) =>
    [0, 1, 2].map((i) => [Date.UTC(2024, 0, 1 + i) + shift, value + i]);

  test('of CoinGecko is joined by time, though its series differ by seconds and in length', async () => {
    const { readAs, observations } = await readText(
      JSON.stringify({
        prices: series(10),
        market_caps: series(100, 7000).slice(1),
        total_volumes: series(1000, -3000),
      }),
    );
    expect(readAs.form).toBe('CoinGecko answer');
    expect(observations.map(({ price, marketCap, totalVolume }) => [price, marketCap, totalVolume])).toEqual([
      [10, null, 1000],
      [11, 101, 1001],
      [12, 102, 1002],
    ]);
  });

  test('of CoinGecko in a frame of pandas has a pair in each cell', async () => {
    const lines = series(10).map(([t, v], i) => `${i},"[${t}, ${v}]","[${t}, 100.0]","[${t}, 5.5]"`);
    const { readAs, observations } = await readText(
      `,prices,market_caps,total_volumes\n${lines.join('\n')}\n`,
    );
    expect(readAs).toEqual({ form: 'CoinGecko answer', pricesAt: 'start', volume: 'usd' });
    expect(observations[1]).toEqual({ date: '2024-01-02', price: 11, marketCap: 100, totalVolume: 5.5 });
  });

  test.each([
    ['Binance klines', [0, 1, 2].map((i) => kline(Date.UTC(2024, 0, 1 + i)))],
    ['Kraken', { error: [], result: { XXBTZUSD: [0, 1, 2].map((i) => ohlc(i)), last: 1 } }],
    ['plain', [0, 1, 2].map((i) => ({ date: dateIn(Date.UTC(2024, 0, 1 + i)), price: 10 }))],
  ])('with the rows of %s is read as such', async (form, content) => {
    const { readAs, observations } = await readText(JSON.stringify(content));
    expect(readAs.form).toBe(form);
    expect(observations).toHaveLength(3);
  });

  test('with a price that is text is refused by its entry', async () => {
    const content = { prices: [[Date.UTC(2024, 0, 1), '10']] };
    await expect(readText(JSON.stringify(content))).rejects.toThrow(
      /prices, entry 1, is not a time and a number/,
    );
  });
});

function kline(t: number): readonly (string | number)[] {
  return [t, '1', '1', '1', '1', '5', t + DAY_MS - 1, '5', 1, '1', '1', '0'];
}

function ohlc(i: number): readonly (string | number)[] {
  return [Date.UTC(2024, 0, 1 + i) / 1000, '1', '1', '1', '1', '1', '5', 3];
}

describe('named columns', () => {
  const table = `when,worth,traded\n${rows((t) => `${dateIn(t)},10,3`)}`;

  test('are found by name or by number', async () => {
    const byName = await readText(table, {
      columns: { date: 'When', price: 'worth', total_volume: 'traded' },
    });
    const byNumber = await readText(table, { columns: { date: '1', price: '2', total_volume: '3' } });
    expect(byName.readAs).toEqual({ form: 'named columns', pricesAt: 'start', volume: 'usd' });
    expect(byNumber.observations).toEqual(byName.observations);
    expect(byName.observations[0]).toEqual({
      date: '2024-01-01',
      price: 10,
      marketCap: null,
      totalVolume: 3,
    });
  });

  test('are those of a file without a header, by number', async () => {
    const { observations } = await readText(table.slice(table.indexOf('\n') + 1), {
      columns: { date: '1', price: '2' },
    });
    expect(observations).toHaveLength(5);
  });

  test('that are not there are refused, with the header', async () => {
    await expect(readText(table, { columns: { price: 'Kurs' } })).rejects.toThrow(
      /has no column Kurs: its header is "when,worth,traded"/,
    );
  });
});

test('the prices of several markets side by side are refused, with their names', async () => {
  const table = `Price,Close,Close\nTicker,BTC-USD,ETH-USD\nDate,,\n${rows((t) => `${dateIn(t)},1,2`)}`;
  await expect(readText(table)).rejects.toThrow(/has the prices of several markets: BTC-USD, ETH-USD/);
});

test('what was filled in a processed file is missing again, by its columns', async () => {
  const head = 'date,price,market_cap,total_volume,filled';
  const { observations } = await readText(
    `${head}\n2024-01-01,1,10,5,market_cap\n2024-01-02,1,10,6,price market_cap\n2024-01-03,2,20,7,\n`,
  );
  expect(observations).toEqual([
    { date: '2024-01-01', price: 1, marketCap: null, totalVolume: 5 },
    { date: '2024-01-02', price: null, marketCap: null, totalVolume: 6 },
    { date: '2024-01-03', price: 2, marketCap: 20, totalVolume: 7 },
  ]);
});

test('what was filled in a processed file of version 0.1.0 is what its neighbour has', async () => {
  const head = 'date,price,market_cap,total_volume,filled';
  const { observations } = await readText(
    `${head}\n2024-01-01,1,10,5,1\n2024-01-02,2,10,6,0\n2024-01-03,2,20,6,1\n2024-01-04,3,30,7,0\n`,
  );
  expect(observations).toEqual([
    { date: '2024-01-01', price: 1, marketCap: null, totalVolume: 5 },
    { date: '2024-01-02', price: 2, marketCap: 10, totalVolume: 6 },
    { date: '2024-01-03', price: null, marketCap: 20, totalVolume: null },
    { date: '2024-01-04', price: 3, marketCap: 30, totalVolume: 7 },
  ]);
});

test('dates between the first and the last whose prices are all far from midnight are missing, and counted', async () => {
  const times = ['01 00:00', '01 12:00', '02 00:00', '03 06:00', '04 00:00', '05 06:00'];
  const { observations, notices } = await readText(
    `date,price\n${times.map((time) => `2024-01-${time}:00,10\n`).join('')}`,
  );
  expect(observations.map(({ date }) => date)).toEqual(['2024-01-01', '2024-01-02', '2024-01-04']);
  expect(notices).toEqual([expect.stringMatching(/^1 date has prices, but none within an hour of 00:00/)]);
});
