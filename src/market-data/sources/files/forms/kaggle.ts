import { candleColumns, type FileForm } from '../file-form.ts';

/** The coin histories on Kaggle that were taken from CoinMarketCap: a row a day, stamped at its end. */
export const kaggle: FileForm = {
  name: 'Kaggle',
  title: 'a coin history of Kaggle',
  header: 'SNo,Name,Symbol,Date,High,Low,Open,Close,Volume,Marketcap',
  recognise: ({ rows: [header = []], names }) => {
    const [date, candle, volume] = [names.indexOf('date'), candleColumns(names), names.indexOf('volume')];
    const isKaggle = names.includes('sno') || (names.includes('name') && names.includes('symbol'));
    const marketCap = names.indexOf('marketcap');
    if (!isKaggle || date < 0 || candle === undefined || volume < 0 || marketCap < 0) return undefined;
    return {
      headerRows: 1,
      names: header,
      columns: { date, price: candle.close, market_cap: marketCap },
      volume: { unit: 'quote', column: volume },
      pricesAt: 'end',
      isCandles: true,
    };
  },
};
