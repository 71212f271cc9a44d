import { candleColumns, columnIn, type FileForm, type Head, type Layout, simplified } from '../file-form.ts';
import { type Cells, cellAt } from '../table/rows.ts';

/** Yahoo Finance's download, and what the Python package yfinance saves: with one, two or three rows of header. */
export const yahoo: FileForm = {
  name: 'Yahoo Finance',
  title: 'a Yahoo Finance export',
  header: 'Date,Open,High,Low,Close,Adj Close,Volume',
  recognise: (head) => underTickers(head) ?? underNames(head),
};

function underNames({ rows: [header = [], ...rows], names }: Head): Layout | undefined {
  const [date, candle, volume] = [
    columnIn(names, 'date', 'datetime'),
    candleColumns(names),
    names.indexOf('volume'),
  ];
  if (date === undefined || candle === undefined || volume < 0 || names.includes('marketcap'))
    return undefined;
  const isYahoo = names.includes('adjclose') || names.includes('dividends');
  if (!isYahoo && !hasWholeVolumes(header, rows, volume)) return undefined;
  return layoutOf({ names: header, date, close: candle.close, volume, headerRows: 1 });
}

/** Volumes in dollars are written in whole dollars; volumes in units of a coin are not. */
function hasWholeVolumes(header: Cells, rows: readonly Cells[], volume: number): boolean {
  if (header[volume] !== 'Volume') return false;
  const volumes = rows.map((cells) => cells[volume] ?? '').filter((cell) => cell !== '');
  return (
    volumes.length > 0 &&
    volumes.every((cell) => /^\d+(\.0+)?$/.test(cell)) &&
    volumes.some((cell) => Number(cell) >= 1e6)
  );
}

/** One row of names and one of tickers, in either order, and often a third that begins with Date. */
function underTickers({ rows: [first = [], second = [], third = []] }: Head): Layout | undefined {
  const [a, b] = [first.map(simplified), second.map(simplified)];
  const names = b.includes('close') && !a.includes('close') ? b : a;
  const tickers = names === b ? first : second;
  const close = names.indexOf('close');
  if (close < 0 || first.length !== second.length) return undefined;
  const ticker = cellAt(tickers, close).trim();
  if (!/^[A-Z0-9]+-[A-Z]{3,4}$/.test(ticker)) return undefined;
  const volume = columnIn(names, 'volume');
  const [corner] = third;
  const headerRows = corner !== undefined && ['', 'date', 'datetime'].includes(simplified(corner)) ? 3 : 2;
  const written = (names === b ? second : first).map((name, i) => (i === 0 ? 'Date' : name));
  return {
    ...layoutOf({ names: written, date: 0, close, volume, headerRows }),
    quote: ticker.replace(/^.*-/, '').toLowerCase(),
    markets: [...new Set(tickers.slice(1).filter((cell) => cell !== ''))],
  };
}

function layoutOf({
  names,
  date,
  close,
  volume,
  headerRows,
}: {
  readonly names: readonly string[];
  readonly date: number;
  readonly close: number;
  readonly volume: number | undefined;
  readonly headerRows: number;
}): Layout {
  return {
    headerRows,
    names,
    columns: { date, price: close },
    volume: volume === undefined ? undefined : { unit: 'quote', column: volume },
    pricesAt: 'end',
    isCandles: true,
    hasLocalDates: true,
  };
}
