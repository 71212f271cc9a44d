import { candleColumns, columnIn, type FileForm, type Layout } from '../file-form.ts';
import type { Cells } from '../table/rows.ts';
import { DATE_NAMES } from './plain.ts';

const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume', 'trades'];
const WITH_MEAN = ['time', 'open', 'high', 'low', 'close', 'vwap', 'volume', 'trades'];

/** Candles of Kraken or Bitstamp: times in seconds, with or without a header, volumes of the coin. */
export const kraken: FileForm = {
  name: 'Kraken',
  title: 'candles of Kraken or Bitstamp',
  header: 'time,open,high,low,close,volume,trades',
  recognise: ({ rows: [first = [], second = []], names }) => {
    if (looksLikeCandle(first)) {
      const own = first.length === 8 ? WITH_MEAN : COLUMNS.slice(0, first.length);
      return layoutOf(own, own, 0);
    }
    const date = columnIn(names, ...DATE_NAMES);
    const isInSeconds = /^\d{9,10}(\.0*)?$/.test(second[date ?? -1]?.trim() ?? '');
    return isInSeconds ? layoutOf(names, first, 1) : undefined;
  },
};

/** Candles of any other origin: a date, open, high, low and close under their names. */
export const candles: FileForm = {
  name: 'candles',
  title: 'a table of candles',
  header: 'date,open,high,low,close,volume',
  recognise: ({ rows: [first = []], names }) => layoutOf(names, first, 1, 'unknown'),
};

function layoutOf(
  names: readonly string[],
  written: readonly string[],
  headerRows: number,
  unit: 'coin' | 'unknown' = 'coin',
): Layout | undefined {
  const [date, candle] = [columnIn(names, ...DATE_NAMES), candleColumns(names)];
  if (date === undefined || candle === undefined) return undefined;
  const quote = columnIn(names, 'volume(currency)', 'volumecurrency', 'volume(usd)', 'volumeusd');
  const column = columnIn(names, 'volume', 'volume(btc)', 'volumebtc', 'vol');
  const own =
    column === undefined
      ? undefined
      : unit === 'coin'
        ? { unit, column, isConverted: false }
        : { unit, column };
  return {
    headerRows,
    names: written,
    columns: { date, price: candle.close },
    volume: quote === undefined ? own : { unit: 'quote', column: quote },
    pricesAt: 'end',
    isCandles: true,
  };
}

/** Numbers alone: a time in seconds, then four prices of which none is above the second or below the third. */
function looksLikeCandle(cells: Cells): boolean {
  if (cells.length < 5 || cells.length > 8 || !/^\d{10}$/.test(cells[0]?.trim() ?? '')) return false;
  const [, open = Number.NaN, high = Number.NaN, low = Number.NaN, close = Number.NaN] = cells.map(Number);
  return open <= high && close <= high && open >= low && close >= low;
}
