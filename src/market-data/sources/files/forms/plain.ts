import { columnIn, type FileForm } from '../file-form.ts';

export const DATE_NAMES = [
  'date',
  'snappedat',
  'datetime',
  'time',
  'timestamp',
  'unix',
  'unixtime',
  'unixtimestamp',
  'opentime',
  'start',
  'day',
];

/** A date and a price; a market cap and a volume in the quote currency may be beside them. */
export const plain: FileForm = {
  name: 'plain',
  title: 'a plain table',
  header: 'date,price,market_cap,total_volume',
  recognise: ({ rows: [header = []], names }) => {
    const date = columnIn(names, ...DATE_NAMES);
    const price = columnIn(names, 'price', 'prices');
    if (date === undefined || price === undefined || names.includes('open')) return undefined;
    const volume = columnIn(names, 'totalvolume', 'totalvolumes', 'volume', 'volumes');
    return {
      headerRows: 1,
      names: header,
      columns: { date, price, market_cap: columnIn(names, 'marketcap', 'marketcaps') },
      volume: volume === undefined ? undefined : { unit: 'quote', column: volume },
      pricesAt: 'start',
    };
  },
};
