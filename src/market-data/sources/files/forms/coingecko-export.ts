import { columnIn, type FileForm } from '../file-form.ts';

/** The CSV that CoinGecko offers on the page of a coin. */
export const coingeckoExport: FileForm = {
  name: 'CoinGecko export',
  title: "CoinGecko's export",
  header: 'snapped_at,price,market_cap,total_volume',
  recognise: ({ rows: [header = []], names }) => {
    const [date, price] = [columnIn(names, 'snappedat'), columnIn(names, 'price')];
    if (date === undefined || price === undefined) return undefined;
    const volume = columnIn(names, 'totalvolume');
    return {
      headerRows: 1,
      names: header,
      columns: { date, price, market_cap: columnIn(names, 'marketcap') },
      volume: volume === undefined ? undefined : { unit: 'quote', column: volume },
      pricesAt: 'start',
    };
  },
};
