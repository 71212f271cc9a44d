import { candleColumns, columnIn, type FileForm, type Volume } from '../file-form.ts';
import type { Cells } from '../table/rows.ts';

/** The candles of exchanges that CryptoDataDownload collects: an address in the first line, the newest row first. */
export const cryptoDataDownload: FileForm = {
  name: 'CryptoDataDownload',
  title: 'a CryptoDataDownload file',
  header: 'unix,date,symbol,open,high,low,close,Volume BTC,Volume USD',
  recognise: ({ rows: [header = [], first = []], names }) => {
    const date = columnIn(names, 'unix', 'unixtimestamp', 'date');
    const [candle, symbol] = [candleColumns(names), names.indexOf('symbol')];
    if (date === undefined || candle === undefined || symbol < 0) return undefined;
    if (!names.some((name) => /^volume[a-z]/.test(name))) return undefined;
    return {
      headerRows: 1,
      names: header,
      columns: { date, price: candle.close },
      volume: volumeOf(names, first[symbol] ?? ''),
      quote: quoteOf(names, first[symbol] ?? ''),
      pricesAt: 'end',
      isCandles: true,
    };
  },
};

/** The currency of `BTC/EUR`, or of `BTCEUR` where a volume is in it, too. */
function quoteOf(names: Cells, symbol: string): string | undefined {
  const parts = symbol.toLowerCase().split(/[/_-]/);
  if (parts.length === 2) return parts[1];
  return volumesIn(names).find(({ unit }) => symbol.toLowerCase().endsWith(unit))?.unit;
}

/** `Volume USD` beside `Volume BTC`: which of them is in the quote currency is what the symbol ends with. */
function volumeOf(names: Cells, symbol: string): Volume | undefined {
  const market = symbol.toLowerCase().replace(/[^a-z]/g, '');
  const volumes = volumesIn(names);
  const quote = volumes.find(({ unit }) => market.endsWith(unit));
  if (quote) return { unit: 'quote', column: quote.column };
  const coin = volumes.find(({ unit }) => market.startsWith(unit));
  return coin && { unit: 'coin', column: coin.column, isConverted: true };
}

function volumesIn(names: Cells): readonly { readonly unit: string; readonly column: number }[] {
  return names.flatMap((name, column) => {
    const unit = /^volume\(?([a-z]+)\)?$/.exec(name)?.[1];
    return unit === undefined ? [] : [{ unit, column }];
  });
}
