import { candleColumns, columnIn, type FileForm } from '../file-form.ts';

/** CoinMarketCap's download, separated by semicolons, and tables taken from its pages: `Date,Open,…,Market Cap`. */
export const coinmarketcap: FileForm = {
  name: 'CoinMarketCap',
  title: 'a CoinMarketCap export',
  header: 'timeOpen;timeClose;timeHigh;timeLow;name;open;high;low;close;volume;marketCap;timestamp',
  recognise: ({ rows: [header = []], names }) => {
    const date = columnIn(names, 'timeopen', 'date', 'timestamp');
    const [candle, volume] = [candleColumns(names), columnIn(names, 'volume')];
    const market_cap = columnIn(names, 'marketcap');
    if (date === undefined || candle === undefined || market_cap === undefined) return undefined;
    return {
      headerRows: 1,
      names: header,
      columns: { date, price: candle.close, market_cap },
      volume: volume === undefined ? undefined : { unit: 'quote', column: volume },
      pricesAt: 'end',
      isCandles: true,
      dateOrder: 'month first',
    };
  },
};
