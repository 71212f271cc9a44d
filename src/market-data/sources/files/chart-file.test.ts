import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { daysBetween } from '../../../dates.ts';
import { ExpectedError } from '../../../errors.ts';
import { type ChartFile, type NamedFile, readFile } from './chart-file.ts';
import { readText } from './testing/read-text.ts';

const folder = join(import.meta.dirname, 'inputs');
const now = new Date('2026-06-01T12:00:00Z');

interface Expected {
  readonly result: string;
  readonly form?: string;
  readonly prices_at?: string;
  readonly volume?: string;
  readonly market_cap?: true;
  readonly days?: number;
  readonly first?: string;
  readonly last?: string;
  readonly first_price?: number;
  readonly last_price?: number;
  /** What the refusal says. */
  readonly names?: string;
  readonly note?: string;
  readonly with_flags?: string;
  readonly without_flags?: string;
}

const expected: Readonly<Record<string, Expected>> = JSON.parse(
  readFileSync(join(folder, 'expected.json'), 'utf8'),
);

/** What is said of a file beside its name. */
const flags: Readonly<Record<string, Omit<NamedFile, 'file'>>> = {
  'german.csv': {
    columns: { date: 'Datum', price: 'Schluss', total_volume: 'Volumen' },
    pricesAt: 'end',
  },
};

const read = (name: string, said: Omit<NamedFile, 'file'> = {}) =>
  readFile({ file: join(folder, name), vsCurrency: 'usd', now, ...said });

async function refusalOf(work: Promise<unknown>): Promise<ExpectedError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ExpectedError) return error;
  throw new Error('it is not refused', { cause: error });
}

/** What a file comes to, in the words of expected.json. */
function summaryOf({ observations, readAs }: ChartFile): Partial<Expected> {
  const [first, last] = [observations.at(0), observations.at(-1)];
  return {
    result: 'read',
    form: readAs.form,
    prices_at: readAs.pricesAt,
    ...(readAs.volume !== null && { volume: readAs.volume }),
    ...(observations.some(({ marketCap }) => marketCap !== null) && { market_cap: true }),
    days: daysBetween(first?.date ?? '', last?.date ?? '') + 1,
    first: first?.date ?? '',
    last: last?.date ?? '',
    first_price: first?.price ?? Number.NaN,
    last_price: last?.price ?? Number.NaN,
  };
}

const cases = Object.entries(expected);
describe('a file of each form', () => {
  test.each(cases.filter(([, { result }]) => result === 'read'))('%s → read', async (name, facts) => {
    const { note, with_flags, without_flags, ...wanted } = facts;
    expect(summaryOf(await read(name, flags[name]))).toMatchObject(wanted);
  });

  test.each(cases.filter(([, { result }]) => result !== 'read'))(
    '%s → refused',
    async (name, { names = '' }) => {
      const error = await refusalOf(read(name));
      expect(error.exitCode).toBe(3);
      expect(error.message).toContain(names);
    },
  );
});

describe('a file that names its currency', () => {
  const rows = (count: number, row: (day: string) => string) =>
    Array.from({ length: count }, (_, t) => row(`2026-01-${String(t + 1).padStart(2, '0')}`));
  const yahoo = (ticker: string) =>
    ['Price,Close,High,Low,Open,Volume', `Ticker${`,${ticker}`.repeat(5)}`, 'Date,,,,,']
      .concat(rows(5, (day) => `${day},1,1,1,1,5000000`))
      .join('\n');
  const collected = (symbol: string, quote: string) =>
    [`unix,date,symbol,open,high,low,close,Volume BTC,Volume ${quote}`]
      .concat(rows(5, (day) => `${Date.parse(day)},${day} 00:00:00,${symbol},1,1,1,1,1,1`))
      .join('\n');

  test.each([
    ['a ticker of Yahoo', yahoo('BTC-EUR')],
    ['a symbol', collected('BTC/EUR', 'EUR')],
    ['a symbol in one word', collected('BTCEUR', 'EUR')],
  ])('by %s is refused where another is meant, and read where it is', async (_, text) => {
    const refused = await refusalOf(readText(text));
    expect(refused.code).toBe('file_in_other_currency');
    expect(refused.message).toContain('has prices in eur, and not in usd');
    expect((await readText(text, { vsCurrency: 'eur' })).observations).toHaveLength(5);
  });

  test.each(['USDT', 'USDC', 'FDUSD'])(
    'may name %s where dollars are meant, and not where euros are',
    async (quote) => {
      const text = collected(`BTC/${quote}`, quote);
      expect((await readText(text)).observations).toHaveLength(5);
      expect((await refusalOf(readText(text, { vsCurrency: 'eur' }))).code).toBe('file_in_other_currency');
    },
  );
});
