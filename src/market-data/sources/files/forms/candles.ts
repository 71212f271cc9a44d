import { candleColumns, columnIn, type FileForm, type Layout } from '../file-form.ts';
import { DateReader } from '../table/date-cell.ts';
import { type Cells, cellAt } from '../table/rows.ts';
import { DATE_NAMES } from './plain.ts';

const COLUMNS = ['date', 'open', 'high', 'low', 'close', 'volume'];
const CLOSES = ['close', 'closeprice', 'closingprice', 'closingprice(usd)', 'close(usd)', 'priceclose'];

/**
 * Candles of any other origin, with or without a header, or their closes alone. What their volume counts is not said.
 */
export const candles: FileForm = {
  name: 'candles',
  title: 'a table of candles',
  header: COLUMNS.join(','),
  recognise: ({ rows: [first = []], names }) => {
    if (looksLikeCandle(first)) {
      const own = COLUMNS.slice(0, first.length);
      return candleLayout({ names: own, written: own, headerRows: 0, unit: 'unknown' });
    }
    const [date, close] = [columnIn(names, ...DATE_NAMES), columnIn(names, ...CLOSES)];
    if (date === undefined || close === undefined) return undefined;
    return candleLayout({ names, written: first, headerRows: 1, unit: 'unknown' }, close);
  },
};

interface CandleTable {
  /** The names of the columns, simplified and as they are written. */
  readonly names: readonly string[];
  readonly written: readonly string[];
  readonly headerRows: number;
  /** What a volume counts of which the header does not say it. */
  readonly unit: 'coin' | 'unknown';
}

/** Candles whose volume counts units of the quote currency only where its column says so. */
export function candleLayout(
  { names, written, headerRows, unit }: CandleTable,
  close = candleColumns(names)?.close,
): Layout | undefined {
  const date = columnIn(names, ...DATE_NAMES);
  if (date === undefined || close === undefined) return undefined;
  const quote = columnIn(names, 'volume(currency)', 'volumecurrency', 'volume(usd)', 'volumeusd');
  const column = columnIn(names, 'volume', 'volume(btc)', 'volumebtc', 'vol', 'vol.');
  const other = unit === 'coin' ? ({ unit, isConverted: false } as const) : ({ unit } as const);
  const own = column === undefined ? undefined : { ...other, column };
  return {
    headerRows,
    names: written,
    columns: { date, price: close, market_cap: columnIn(names, 'marketcap') },
    volume: quote === undefined ? own : { unit: 'quote', column: quote },
    pricesAt: 'end',
    isCandles: true,
  };
}

/** A date, then four prices of which none is above the second or below the third. */
function looksLikeCandle(cells: Cells): boolean {
  if (cells.length < 5 || cells.length > COLUMNS.length) return false;
  return !Number.isNaN(new DateReader().read(cellAt(cells, 0))) && hasPricesOfCandle(cells);
}

export function hasPricesOfCandle(cells: Cells): boolean {
  const [, open = Number.NaN, high = Number.NaN, low = Number.NaN, close = Number.NaN] = cells.map(Number);
  return open <= high && close <= high && open >= low && close >= low;
}
