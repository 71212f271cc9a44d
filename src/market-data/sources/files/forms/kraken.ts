import { columnIn, type FileForm } from '../file-form.ts';
import { type Cells, cellAt } from '../table/rows.ts';
import { candleLayout, hasPricesOfCandle } from './candles.ts';
import { DATE_NAMES } from './plain.ts';

const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume', 'trades'];
const WITH_MEAN = ['time', 'open', 'high', 'low', 'close', 'vwap', 'volume', 'trades'];
const SECONDS = /^\d{9,10}(\.0*)?$/;

/** Candles of Kraken or Bitstamp: times in seconds, with or without a header, volumes of the coin. */
export const kraken: FileForm = {
  name: 'Kraken',
  title: 'candles of Kraken or Bitstamp',
  header: COLUMNS.join(','),
  recognise: ({ rows: [first = [], second = []], names }) => {
    if (looksLikeKraken(first)) {
      const own = first.length === WITH_MEAN.length ? WITH_MEAN : COLUMNS.slice(0, first.length);
      return candleLayout({ names: own, written: own, headerRows: 0, unit: 'coin' });
    }
    const date = columnIn(names, ...DATE_NAMES);
    const isInSeconds = date !== undefined && SECONDS.test(second[date]?.trim() ?? '');
    return isInSeconds ? candleLayout({ names, written: first, headerRows: 1, unit: 'coin' }) : undefined;
  },
};

function looksLikeKraken(cells: Cells): boolean {
  const isOfLength = cells.length >= 5 && cells.length <= WITH_MEAN.length;
  return isOfLength && SECONDS.test(cellAt(cells, 0).trim()) && hasPricesOfCandle(cells);
}
