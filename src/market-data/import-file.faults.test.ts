import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listen } from '../async.ts';
import { addDays, daysBetween } from '../dates.ts';
import type { ExpectedError } from '../errors.ts';
import { encodeDocument } from '../results/checksummed.ts';
import { apiChart, json } from '../testing/coingecko-server.ts';
import { later, TODAY, world } from '../testing/world.ts';
import { paths } from '../workspace/workspace.ts';
import { readStoredChart } from './chart-store.ts';
import { undoChange } from './fetch.ts';
import { importFile } from './import-file.ts';

const market = { coin: 'solana', vsCurrency: 'usd' } as const;

type Row = readonly [date: string, price: number | '', volume?: number];

/** A market of 100 days to 2026-06-10 whose prices wander, and ways to import into it and to look at its file. */
async function marketWorld() {
  const here = await world();
  const { context } = here;
  const file = join(context.workspace.root, 'file.csv');
  const path = join(context.workspace.root, paths.storedChart(market));
  const importRows = async (rows: readonly Row[], replace = false) => {
    const lines = rows.map(([date, price, volume = 1e6]) => `${date},${price},1e8,${volume}`);
    await writeFile(file, ['date,price,market_cap,total_volume', ...lines].join('\n'));
    const notices: string[] = [];
    const work = importFile({ ...market, file, replace }, context);
    const fetched = await listen(work, ({ message }) => notices.push(message));
    return { fetched, notices };
  };
  return {
    ...here,
    importRows,
    bytes: () => readFile(path, 'utf8').catch(() => undefined),
    write: (text: string) => writeFile(path, text),
    stored: () => readStoredChart(context.workspace, market),
    undo: () => undoChange(market, context),
  };
}

const first = '2026-03-03';
const days = Array.from({ length: 100 }, (_, i) => addDays(first, i));
const priceAt = (date: string) => {
  const day = daysBetween(first, date);
  return 100 + 10 * Math.sin(day * 1.7) + 7 * Math.cos(day * 0.9);
};
const own = (dates = days): readonly Row[] => dates.map((date) => [date, priceAt(date)]);

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, exitCode, message }: ExpectedError) => `${code} ${exitCode}: ${message}`,
  );

describe('a file that does not fit is refused before anything is written', () => {
  test('row 66: another coin → refused with an example; --replace imports it; undone, the file is as before', async () => {
    await using here = await marketWorld();
    await here.importRows(own());
    const before = await here.bytes();
    const other = own().map(([date, price]): Row => [date, Number(price) * 17]);
    expect(await refused(here.importRows(other))).toMatch(
      /^does_not_fit 3: .*100 of 100 common days differ by over 5 %, by a factor of 17.*on 2026-\d\d-\d\d 107 is stored, and the file has 1819\): it is another coin, currency or unit$/,
    );
    expect(await here.bytes()).toBe(before);
    const { fetched } = await here.importRows(other, true);
    expect(fetched).toMatchObject({ added: 0, replaced: 100, unchanged: 0, conflicting: 100 });
    expect((await here.stored())?.observations[3]?.price).toBeCloseTo(priceAt(days[3] ?? '') * 17, 9);
    expect(await here.undo()).toMatchObject({ undone: { removed: 0, restored: 100 }, days: 100 });
    expect((await here.stored())?.observations.map(({ price }) => price)).toEqual(
      own().map(([, price]) => price),
    );
    expect(await here.bytes()).toBe(before);
  });

  test.each([
    ['the day’s end on the day’s start', -1, 'later', 'the day’s end'],
    ['the day’s start on the day’s end', 1, 'earlier', 'the day before'],
  ])('row 67: prices of %s → found by the shift that fits', async (_, shift, direction) => {
    await using here = await marketWorld();
    await here.importRows(own());
    const before = await here.bytes();
    const shifted = own().map(([date, price]): Row => [addDays(date, shift), price]);
    const example = String.raw`on [\d-]{10} \d+\.\d\d is stored, and the file has \d+\.\d\d`;
    expect(await refused(here.importRows(shifted))).toMatch(
      new RegExp(String.raw`its prices fit one day ${direction} \(${example}\)`),
    );
    expect(await here.bytes()).toBe(before);
  });

  test('fewer than 10 common days say nothing, nor does a price that stands still', async () => {
    await using here = await marketWorld();
    await here.importRows(own(days.slice(0, 9)));
    await here.importRows(own(days.slice(0, 9)).map(([date, price]): Row => [date, Number(price) * 2]));
    await using flat = await marketWorld();
    await flat.importRows(days.map((date): Row => [date, 1]));
    const { fetched } = await flat.importRows(days.map((date): Row => [date, 1 + 1e-12]));
    expect(fetched.conflicting).toBe(0);
  });

  test('row 69: a last row of the year 9999 without a price → cut off, said', async () => {
    await using here = await marketWorld();
    const { fetched, notices } = await here.importRows([['2009-01-05', ''], ...own(), ['9999-12-31', '']]);
    expect(fetched).toMatchObject({ from: first, to: days.at(-1), days: 100 });
    expect(notices.join()).toMatch(/2 dates without a price .*are cut off/);
  });

  test.each([
    ['2008-12-31', 'before 2009-01-01'],
    ['2026-06-17', 'in the future'],
  ])('a price of %s is refused', async (date, why) => {
    await using here = await marketWorld();
    const rows = [...own(), [date, 5] as const].toSorted(([a], [b]) => (a < b ? -1 : 1));
    expect(await refused(here.importRows(rows))).toMatch(new RegExp(`3: .*${date}.*${why}|3: .*${date}`));
    expect(await here.bytes()).toBeUndefined();
  });
});

describe('volumes', () => {
  test('that differ by over a factor of 3 are not merged, and it is said', async () => {
    await using here = await marketWorld();
    await here.importRows(own());
    const { notices } = await here.importRows(own().map(([date, price]): Row => [date, price, 2e5]));
    expect(notices.join()).toContain(
      'its volumes differ from the stored ones by a factor of 5.0 in the median',
    );
    expect((await here.stored())?.observations[0]?.totalVolume).toBe(1e6);
  });

  test('of the days next to the stored ones are held against these', async () => {
    await using here = await marketWorld();
    await here.importRows(own());
    const next = ['2026-06-11', '2026-06-12'].map((date): Row => [date, priceAt(date), 1e4]);
    const { notices } = await here.importRows(next);
    expect(notices.join()).toContain('are not merged');
    expect((await here.stored())?.observations.at(-1)).toMatchObject({
      date: '2026-06-12',
      totalVolume: null,
    });
  });
});

describe('the last change', () => {
  test('is taken back again and again, to nothing', async () => {
    await using here = await marketWorld();
    await here.importRows(own(days.slice(0, 50)));
    await here.importRows(own());
    expect(await here.undo()).toMatchObject({ undone: { removed: 50, restored: 0 }, days: 50, left: 1 });
    expect(await here.undo()).toMatchObject({ undone: { removed: 50 }, days: 0, left: 0 });
    expect(await here.bytes()).toBeUndefined();
    expect(await refused(here.undo())).toMatch(/^nothing_to_undo 5/);
  });

  test('of a fetch is taken back, too', async () => {
    await using here = await marketWorld();
    await here.importRows(
      own().map(([date]): Row => [date, 55]),
      true,
    );
    await here.fetch({ refresh: true });
    expect((await here.stored())?.observations.find(({ date }) => date === days[5])?.price).not.toBe(55);
    await here.undo();
    expect((await here.stored())?.observations.every(({ price }) => price === 55)).toBe(true);
  });
});

describe('what arrived later wins', () => {
  test('row 70: after a fetch under a clock that was a month ahead → the next answer wins', async () => {
    let factor = 1;
    await using here = await world({
      answer: (request, response) =>
        json(apiChart(365, later(0), (day) => factor * (100 + (day % 7))))(request, response),
    });
    here.moveTo(later(30));
    await here.fetch();
    here.moveTo(TODAY);
    factor = 1.02;
    await here.fetch({ refresh: true });
    const chart = await readStoredChart(here.context.workspace, market);
    const last = chart?.observations.at(-1);
    expect(last?.price).toBeCloseTo(1.02 * (100 + (Math.floor(TODAY.getTime() / 86_400_000) % 7)), 9);
    expect(last?.retrieval.number).toBe(2);
  });
});

test('a stored chart of the first version is read, and one stretched to 9999 holds nothing', async () => {
  await using here = await marketWorld();
  await here.importRows(own());
  const rows = own().map(([date, price]) => [date, price, 1e8, 1e6, 0]);
  await here.write(
    encodeDocument(1, {
      coin: 'solana',
      vs_currency: 'usd',
      retrievals: [{ source: 'csv', retrieved_at: '2026-06-01T00:00:00.000Z', days_asked: null }],
      observations: [['1970-01-01', null, null, null, 0], ...rows, ['9999-12-31', null, 1, 1, 0]],
    }),
  );
  const chart = await here.stored();
  expect(chart?.observations).toHaveLength(100);
  expect(chart?.observations[0]?.retrieval.number).toBe(1);
  const { result } = await here.ingest({ days: 'max', offline: true });
  expect(result.chart.observations).toHaveLength(100);
});

test('row 69: a stored chart with prices to 9999 → what is far in the future is left out, and said', async () => {
  await using here = await marketWorld();
  await here.importRows(own());
  const to9999 = Array.from({ length: 116_000 }, (_, i) => addDays('2026-06-20', 25 * i));
  const rows = [...days, ...to9999].map((date) => [date, 100, 1e8, 1e6, 0]);
  await here.write(
    encodeDocument(2, {
      coin: 'solana',
      vs_currency: 'usd',
      retrievals: [{ number: 1, source: 'csv', retrieved_at: '2026-06-01T00:00:00.000Z', days_asked: null }],
      observations: rows,
    }),
  );
  const { result, notices } = await here.ingest({ days: 'max', offline: true });
  expect(result.chart.observations.at(-1)?.date.slice(0, 4)).toBe('2036');
  expect(notices.join()).toMatch(
    /the stored chart goes on to 99\d\d-.*which is far in the future: it is used to 2036-\d\d-\d\d; taking its last change back mends it/,
  );
});

test('nothing after --until is looked at, wherever it came from', async () => {
  await using here = await marketWorld();
  await here.importRows(own());
  const { result } = await here.ingest({ offline: true, days: 'max', until: '2026-05-01' });
  expect(result.chart.observations.at(-1)?.date).toBe('2026-05-01');
  const { result: later } = await here.ingest({ days: 30, until: '2026-05-01' });
  expect(later.chart.observations.at(-1)?.date).toBe('2026-05-01');
  expect(here.asked).toEqual([]);
});

test('a newest day without a price is not fresh: the source is asked again', async () => {
  let newest: number | null = null;
  await using here = await world({
    answer: (request, response) => {
      const chart = apiChart(365, TODAY);
      const prices = chart.prices.map(([time, price], i) => [time, i === 364 ? newest : price]);
      json({ ...chart, prices })(request, response);
    },
  });
  await here.fetch();
  newest = 77;
  here.moveTo(later(0, 1));
  const { result } = await here.ingest();
  expect(here.asked).toHaveLength(2);
  expect(result.chart.observations.at(-1)?.price).toBe(77);
});
