import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { dateOf } from '../../../dates.ts';
import { ExitCode } from '../../../errors.ts';
import { fuzz } from '../../../testing/fuzz.ts';
import { createFuzzedProgram, expectNumbers, verdictOf } from '../../../testing/fuzzed-program.ts';
import { mutated } from '../../../testing/mutations.ts';
import { readStoredChart } from '../../chart-store.ts';

const market = { coin: 'dash', vsCurrency: 'usd' };
const program = await createFuzzedProgram();
afterAll(() => program[Symbol.asyncDispose]());

const figure = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map(String);
const cells = fc.tuple(figure(1e-9, 1e9), figure(1, 1e13), figure(1, 1e13));
const oddCell = fc.oneof(
  fc.constantFrom('', 'NaN', 'null', '-inf', '0', '-1', '5e-324', '1e-49', '1e49', '1e300', '1.8e308'),
  fc.double().map(String),
  fc.string({ maxLength: 6 }),
);

interface FuzzedForm {
  readonly header: string;
  /** A row of a day, with the figures of its price, its cap and its volume, as they are written. */
  readonly row: (day: number, figures: readonly string[]) => string;
}

const dated = (time: string) => (day: number, figures: readonly string[]) =>
  [`${dateOf(day)}${time}`, ...figures].join(',');
const [PLAIN, EXPORT] = ['date,price,market_cap,total_volume', 'snapped_at,price,market_cap,total_volume'];
const tickers =
  'Price,Close,High,Low,Open,Volume\nTicker,DASH-USD,DASH-USD,DASH-USD,DASH-USD,DASH-USD\nDate,,,,,';

const forms: readonly FuzzedForm[] = [
  { header: PLAIN, row: dated('') },
  { header: PLAIN, row: dated('T00:07:39Z') },
  { header: EXPORT, row: dated(' 00:00:00 UTC') },
  {
    header: `${PLAIN},filled`,
    row: (day, figures) => `${dated('')(day, figures)},${day % 3 === 0 ? 'price' : ''}`,
  },
  { header: `${PLAIN},filled`, row: (day, figures) => `${dated('')(day, figures)},${day % 3 === 0 ? 1 : 0}` },
  {
    header: 'Date,Open,High,Low,Close,Adj Close,Volume',
    row: (day, [price, , volume]) => `${dateOf(day)},1,1,1,${price},${price},${volume}`,
  },
  { header: tickers, row: (day, [price, , volume]) => `${dateOf(day)},${price},1,1,1,${volume}` },
  {
    header: 'https://www.CryptoDataDownload.com\nunix,date,symbol,open,high,low,close,Volume DASH,Volume USD',
    row: (day, [price, , volume]) => `${day * 86_400},${dateOf(day)},DASH/USD,1,1,1,${price},2,${volume}`,
  },
  {
    header: 'SNo,Name,Symbol,Date,High,Low,Open,Close,Volume,Marketcap',
    row: (day, [price, cap, volume]) => `1,Dash,DASH,${dateOf(day)} 23:59:59,1,1,1,${price},${volume},${cap}`,
  },
  {
    header: 'timeOpen;timeClose;name;open;high;low;close;volume;marketCap;timestamp',
    row: (day, [price, cap, volume]) =>
      `"${dateOf(day)}T00:00:00.000Z";"";"1";1;1;1;${price};${volume};${cap};""`,
  },
  {
    header: '"Date","Price","Open","High","Low","Vol.","Change %"',
    row: (day, [price]) => {
      const [year, month, date] = dateOf(day).split('-');
      return `"${month}/${date}/${year}","${price}","1","1","1","5.1K","0.1%"`;
    },
  },
  {
    header: 'open_time,open,high,low,close,volume,close_time,quote_volume,count,a,b,ignore',
    row: (day, [price, , volume]) =>
      `${day * 86_400_000},1,1,1,${price},1,${day * 86_400_000 + 86_399_999},${volume},1,1,1,0`,
  },
  {
    header: 'time,open,high,low,close,volume,trades',
    row: (day, [price, , volume]) => `${day * 86_400},1,1,1,${price},${volume},3`,
  },
];

/** Days one after another; in some tables a cell is odd, days are missing, twice there, or in another order. */
const table = fc
  .record({
    form: fc.constantFrom(...forms),
    rows: fc.array(cells, { minLength: 1, maxLength: 120, size: 'max' }),
    odd: fc.array(fc.tuple(fc.nat(119), fc.nat(2), oddCell), { maxLength: 2 }),
    first: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 14_245, max: 20_400 }) },
      fc.integer({ min: -30_000, max: 2_900_000 }),
    ),
    skipped: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -3, max: 40 })),
  })
  .map(({ form, rows, odd, first, skipped }) => {
    const lines = rows.map((figures, i) => {
      const day = first + i + (i > rows.length / 2 ? skipped : 0);
      const oddHere = odd.filter(([row]) => row === i);
      return form.row(
        day,
        figures.map((own, j) => oddHere.find(([, column]) => column === j)?.[2] ?? own),
      );
    });
    return [form.header, ...lines, ''].join('\n');
  });

const inputs = fc.record({
  command: fc.constantFrom('fetch', 'features', 'train'),
  csv: fc.oneof(
    { weight: 10, arbitrary: mutated(table) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  ),
});

fuzz('CSV bytes', inputs, async ({ command, csv }) => {
  const { sandbox, attempt, restore } = program;
  await restore();
  const file = await sandbox.write('prices.csv', csv);
  const days = command === 'fetch' ? [] : ['--days', 'max'];
  const fast = command === 'train' ? ['--epochs', '5'] : [];
  const args = [command, '--coin', market.coin, '--from', file, ...days, ...fast, '--format', 'json'];
  const outcome = await attempt(args);
  expect([ExitCode.done, ExitCode.input]).toContain(outcome.exitCode);
  if (outcome.exitCode === ExitCode.done) expectNumbers(JSON.parse(outcome.stdout));
  if (outcome.exitCode === ExitCode.done && command === 'fetch') {
    const stored = await readStoredChart({ root: sandbox.workspace }, market);
    const dates = stored?.observations.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].toSorted());
  }
  return verdictOf(outcome);
});
