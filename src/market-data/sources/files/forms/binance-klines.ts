import { candleColumns, columnIn, type FileForm } from '../file-form.ts';
import type { Cells } from '../table/rows.ts';

const COLUMNS = [
  'open_time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'close_time',
  'quote_volume',
  'count',
  'taker_buy_volume',
  'taker_buy_quote_volume',
  'ignore',
];
const QUOTE_VOLUMES = ['quotevolume', 'quoteassetvolume', 'quoteav', 'qav', 'quotevol', 'turnover'];

/** Binance's candles: 12 columns, with or without a header, times in milliseconds or microseconds. */
export const binanceKlines: FileForm = {
  name: 'Binance klines',
  title: 'klines of Binance',
  header: COLUMNS.join(','),
  recognise: ({ rows: [first = []], names }) => {
    const isHeaderless = looksLikeKline(first);
    const own = isHeaderless ? COLUMNS.map((name) => name.replaceAll('_', '')) : names;
    const date = columnIn(own, 'opentime', 'timestamp', 'time', 'datetime', 'date');
    const [candle, quote] = [candleColumns(own), columnIn(own, ...QUOTE_VOLUMES)];
    if (date === undefined || candle === undefined || quote === undefined) return undefined;
    return {
      headerRows: isHeaderless ? 0 : 1,
      names: isHeaderless ? COLUMNS : first,
      columns: { date, price: candle.close },
      volume: { unit: 'quote', column: quote, from: 'the quote volume' },
      pricesAt: 'end',
      isCandles: true,
    };
  },
};

function looksLikeKline(cells: Cells): boolean {
  const isTime = (cell = '') => /^(\d{13}|\d{16})$/.test(cell.trim());
  return (
    cells.length === 12 &&
    isTime(cells[0]) &&
    isTime(cells[6]) &&
    cells.every((cell) => Number.isFinite(Number(cell)))
  );
}
