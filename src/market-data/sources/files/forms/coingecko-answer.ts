import { columnIn, type FileForm } from '../file-form.ts';
import type { Cells } from '../table/rows.ts';

const PAIR = /^[[(]\s*([^,\s]+)\s*,\s*([^,\s]*)\s*[\])]$/;

/** What CoinGecko's API answers, as JSON, or as pandas writes a frame of it: `0,"[1704067200000, 30000.0]",…`. */
export const coingeckoAnswer: FileForm = {
  name: 'CoinGecko answer',
  title: 'an answer of CoinGecko',
  header: '{"prices": [[ms, price], …], "market_caps": …, "total_volumes": …}',
  recognise: ({ rows: [header = [], first = []], names, syntax }) => {
    const prices = names.indexOf('prices');
    const isPairs = PAIR.test(first[prices]?.trim() ?? '');
    if (prices < 0 || !(isPairs || (syntax === 'json' && names[0] === 'timestamp'))) return undefined;
    const market_cap = columnIn(names, 'marketcaps');
    const volume = columnIn(names, 'totalvolumes');
    return {
      headerRows: 1,
      names: isPairs ? [...header, 'timestamp'] : header,
      columns: { date: isPairs ? names.length : 0, price: prices, market_cap },
      volume: volume === undefined ? undefined : { unit: 'quote', column: volume },
      pricesAt: 'start',
      ...(isPairs && { plainCells: (cells) => unpaired(cells, prices) }),
    };
  },
};

/** The values of the pairs, and the time of the price's at the end. */
function unpaired(cells: Cells, prices: number): Cells {
  const pairs = cells.map((cell) => PAIR.exec(cell.trim()));
  return [...cells.map((cell, i) => pairs[i]?.[2] ?? cell), pairs[prices]?.[1] ?? ''];
}
