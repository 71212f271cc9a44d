import { columnIn, type Head, type Layout, simplified } from './file-form.ts';
import { refusal, shown } from './refusal.ts';
import { DateReader } from './table/date-cell.ts';
import { type DecimalSign, decimalSignOf, numberIn } from './table/number-cell.ts';
import { Observed } from './table/observed.ts';
import { type Batch, type Cells, cellAt } from './table/rows.ts';

/** Ten million minutes are nineteen years. */
const MOST_ROWS = 10_000_000;
const MARKET_COLUMNS = [
  'symbol',
  'ticker',
  'pair',
  'slug',
  'coinid',
  'coin',
  'cryptoname',
  'crypto',
  'asset',
  'name',
  'currency',
];

export interface ReadRows {
  readonly observed: Observed;
  readonly dates: DateReader;
  readonly emptyRows: number;
  readonly zeroPrices: number;
}

/** Reads the rows of a file by its layout, each as numbers or not at all: what cannot be understood is refused. */
export class RowReader {
  private readonly observed = new Observed();
  private readonly dates: DateReader;
  /** Undefined where the file does not show it: then a number with a comma says nothing. */
  private readonly decimalSign: DecimalSign | undefined;
  private readonly width: number;
  private readonly market: number | undefined;
  private firstMarket: string | undefined;
  private emptyRows = 0;
  private zeroPrices = 0;

  constructor(
    private readonly layout: Layout,
    { rows }: Head,
    private readonly placeOf: (line: number) => string,
  ) {
    this.dates = new DateReader(layout.hasLocalDates);
    this.width = rows[0]?.length ?? 0;
    this.market = columnIn(layout.names.map(simplified), ...MARKET_COLUMNS);
    this.decimalSign = decimalSignOf(this.numbersIn(rows.slice(layout.headerRows)));
  }

  read({ rows, first }: Batch): void {
    rows.forEach((cells, i) => {
      this.readRow(cells, first + i);
    });
  }

  get result(): ReadRows {
    const { observed, dates, emptyRows, zeroPrices } = this;
    return { observed, dates, emptyRows, zeroPrices };
  }

  private readRow(found: Cells, line: number): void {
    if (found.length === 1 && found[0]?.trim() === '') return;
    if (found.length !== this.width)
      throw this.refuse(
        line,
        `has ${found.length} cells where the first row has ${this.width}`,
        'put a number that contains the separator into quotes',
      );
    if (found.every((cell) => cell.trim() === '')) {
      this.emptyRows += 1;
      return;
    }
    const cells = this.plain(found, line);
    this.checkMarket(cells, line);
    const { columns, volume } = this.layout;
    const time = this.dates.read(cellAt(cells, columns.date));
    if (Number.isNaN(time)) {
      const hint = 'write YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS UTC';
      throw this.refuse(line, `has ${shown(cellAt(cells, columns.date))} as its date`, hint);
    }
    let price = this.number(cells, columns.price, { name: 'price', line });
    if (price === 0) {
      this.zeroPrices += 1;
      price = Number.NaN;
    }
    const marketCap = this.number(cells, columns.market_cap, { name: 'market_cap', line });
    const isUsed = volume?.unit === 'quote' || (volume?.unit === 'coin' && volume.isConverted);
    const amount = this.number(cells, isUsed ? volume.column : undefined, { name: 'total_volume', line });
    const totalVolume = volume?.unit === 'coin' ? amount * price : amount;
    this.observed.add(time, [price, marketCap, totalVolume], line);
    if (this.observed.count > MOST_ROWS) {
      throw this.refuse(line, 'is beyond ten million rows', 'take the part of the file that is needed');
    }
  }

  private plain(cells: Cells, line: number): Cells {
    try {
      return this.layout.plainCells?.(cells) ?? cells;
    } catch (error) {
      throw error instanceof RangeError ? this.refuse(line, error.message, 'correct the row') : error;
    }
  }

  /** A number that is not negative; NaN where it is missing, or no column has it. */
  private number(
    cells: Cells,
    column: number | undefined,
    { name, line }: { name: string; line: number },
  ): number {
    if (column === undefined) return Number.NaN;
    const cell = cellAt(cells, column);
    const value = numberIn(cell, this.decimalSign);
    if (value === null) return Number.NaN;
    if (value === undefined) {
      const hint = 'write a plain decimal number such as 1234.5, or nothing where it is missing';
      throw this.refuse(line, `has ${shown(cell)} as ${name}`, hint);
    }
    if (value < 0) throw this.refuse(line, `has the ${name} ${value}`, `a ${name} is not below 0`);
    return value;
  }

  /** The rows of two markets in one file would be taken for those of one. */
  private checkMarket(cells: Cells, line: number): void {
    if (this.market === undefined) return;
    const market = cellAt(cells, this.market);
    this.firstMarket ??= market;
    if (market === this.firstMarket || lettersOf(market) === lettersOf(this.firstMarket)) return;
    throw this.refuse(
      line,
      `is of ${shown(market)}, and the rows before of ${shown(this.firstMarket)}`,
      'keep the rows of one market',
    );
  }

  private *numbersIn(rows: readonly Cells[]): Generator<string, void, void> {
    const { columns, volume } = this.layout;
    for (const cells of rows) {
      for (const column of [columns.price, columns.market_cap, volume?.column]) {
        if (column !== undefined) yield cells[column] ?? '';
      }
    }
  }

  private refuse(line: number, what: string, hint: string) {
    return refusal(this.placeOf(line), what, hint);
  }
}

function lettersOf(market: string): string {
  return market.toLowerCase().replace(/[^a-z0-9]/g, '');
}
