import type { DateOrder } from './table/date-cell.ts';
import type { Cells } from './table/rows.ts';

/** Whether a row's values are those of the beginning of its date, or of its end. */
export const pricesAtChoices = ['start', 'end'] as const;
export type PricesAt = (typeof pricesAtChoices)[number];

/** The columns that a day is made of, as flags and our own files name them. */
export const columnKeys = ['date', 'price', 'market_cap', 'total_volume'] as const;
export type ColumnKey = (typeof columnKeys)[number];

/** The names of columns in a file, by what they hold. */
export type ColumnNames = Readonly<Partial<Record<ColumnKey, string>>>;

/** What a file's volumes count, and what becomes of them. */
export type Volume =
  /** Units of the quote currency; `from` names the column where the file has volumes of the coin, too. */
  | { readonly unit: 'quote'; readonly column: number; readonly from?: string }
  /** Units of the coin, which the price converts where the form says so. */
  | { readonly unit: 'coin'; readonly column: number; readonly isConverted: boolean }
  | { readonly unit: 'unknown'; readonly column: number };

/** Where everything is in a file of a form. */
export interface Layout {
  /** How many rows stand before the first day. */
  readonly headerRows: number;
  /** The names of the columns. */
  readonly names: readonly string[];
  readonly columns: {
    readonly date: number;
    readonly price: number;
    readonly market_cap?: number | undefined;
  };
  readonly volume: Volume | undefined;
  readonly pricesAt: PricesAt;
  /** Whether rows are candles: from their time on, as long as it is to the next row. */
  readonly isCandles?: true;
  /** Whether a time of 00:00 with an offset means the date, wherever it was written. */
  readonly hasLocalDates?: true;
  /** The order of day and month where the dates of the file do not show it. */
  readonly dateOrder?: DateOrder;
  /** Columns that are understood, and are no values. */
  readonly known?: readonly number[];
  /** The markets whose prices are side by side; of more than one it cannot be said which is meant. */
  readonly markets?: readonly string[];
  /** The currency that its prices are in, in small letters, where the file names it. */
  readonly quote?: string | undefined;
  /**
   * Makes plain cells of a row whose cells are something else; called once a row, in order.
   *
   * @throws {RangeError} that says what the row has
   */
  readonly plainCells?: (cells: Cells) => Cells;
}

/** The beginning of a file: its header, if it has one, and some rows. */
export interface Head {
  readonly rows: readonly Cells[];
  /** The names in the first row, in small letters, without blanks and underscores. */
  readonly names: readonly string[];
  readonly syntax: 'csv' | 'json';
}

/** A form that files come in: recognised by content, read by its layout. */
export interface FileForm {
  /** What it is called in results. */
  readonly name: string;
  /** What it is called in a sentence: `a Yahoo Finance export`. */
  readonly title: string;
  /** What its files have in their header, for whoever has another file. */
  readonly header: string;
  /** The layout of a file of this form; undefined where it is of another. */
  readonly recognise: (head: Head) => Layout | undefined;
}

/** The name of a column without what differs from writer to writer: case, blanks, underscores, a number before it. */
export function simplified(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\d+\. /, '')
    .replace(/[\s_*"'\uFEFF]+/g, '');
}

/** Where the first of some names is; undefined where none is there. */
export function columnIn(names: readonly string[], ...wanted: readonly string[]): number | undefined {
  return wanted.map((name) => names.indexOf(name)).find((at) => at >= 0);
}

/** The places of open, high, low and close; undefined where one is missing. */
export function candleColumns(names: readonly string[]): { readonly close: number } | undefined {
  const [open, high, low] = ['open', 'high', 'low'].map((name) => names.indexOf(name));
  const close = columnIn(names, 'close', 'last', 'closingprice');
  const isWhole = [open, high, low].every((at) => at !== undefined && at >= 0);
  return isWhole && close !== undefined ? { close } : undefined;
}
