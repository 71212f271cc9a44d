import { columnIn, type FileForm } from '../file-form.ts';

/** Investing.com's download: US dates, thousands, volumes of the coin such as 57.32K. */
export const investing: FileForm = {
  name: 'Investing.com',
  title: 'an Investing.com export',
  header: 'Date,Price,Open,High,Low,Vol.,Change %',
  recognise: ({ rows: [header = []], names }) => {
    const [date, price] = [names.indexOf('date'), names.indexOf('price')];
    const isWhole = ['open', 'high', 'low'].every((name) => names.includes(name));
    if (date < 0 || price < 0 || !isWhole) return undefined;
    const volume = columnIn(names, 'vol.', 'vol', 'volume');
    return {
      headerRows: 1,
      names: header,
      columns: { date, price },
      volume: volume === undefined ? undefined : { unit: 'coin', column: volume, isConverted: false },
      pricesAt: 'end',
      isCandles: true,
      dateOrder: 'month first',
    };
  },
};
