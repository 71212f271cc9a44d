import { type FileForm, type Head, simplified } from '../file-form.ts';
import { type Cells, cellAt } from '../table/rows.ts';

const VALUES = ['price', 'market_cap', 'total_volume'];
const COLUMNS = ['date', ...VALUES, 'filled'];
const FILLED = 4;

/**
 * The cleaned days that this program writes: what was filled is missing again. `filled` names the filled columns,
 * separated by spaces. In files of version 0.1.0 a 1 says that something was: each value that is the row before's
 * (of the first row: the row after's).
 */
export const processed: FileForm = {
  name: 'our own processed CSV',
  title: 'a processed CSV of this program',
  header: COLUMNS.join(','),
  recognise: ({ rows: [header = [], ...rows], names }) => {
    if (names.join(',') !== COLUMNS.map(simplified).join(',')) return undefined;
    return {
      headerRows: 1,
      names: header,
      columns: { date: 0, price: 1, market_cap: 2 },
      volume: { unit: 'quote', column: 3 },
      known: [FILLED],
      pricesAt: 'start',
      plainCells: unfilled(rows),
    };
  },
};

function unfilled([, second = []]: Head['rows']): (cells: Cells) => Cells {
  let neighbour = second;
  return (cells) => {
    const marks = cellAt(cells, FILLED).trim().split(/\s+/);
    const isFilled = (i: number): boolean =>
      marks.includes('1') ? cells[i] === neighbour[i] : marks.includes(cellAt(COLUMNS, i));
    const unknown = marks.find((mark) => !['', '0', '1', ...VALUES].includes(mark));
    if (unknown !== undefined) throw new RangeError(`has ${JSON.stringify(unknown)} as filled`);
    const plain = cells.map((cell, i) => (i > 0 && i < 4 && isFilled(i) ? '' : cell));
    neighbour = cells;
    return plain;
  };
}
