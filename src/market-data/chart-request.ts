import type { Days, IsoDate, Market, SourceChoice } from '../domain.ts';
import type { ColumnNames, PricesAt } from './sources/files/file-form.ts';
import type { SourceProgress } from './sources/source.ts';

/** Which market chart is wanted, and where it may come from. */
export interface ChartRequest extends Market {
  readonly days: Days;
  readonly source: SourceChoice;
  /** The last day to look at; all days where none is given. */
  readonly until?: IsoDate | undefined;
  /** The pair of an exchange, where the coin's ticker does not name it. */
  readonly product?: string | undefined;
  /** Whether what is stored will do where the source that is named cannot be asked; with `auto` it always does. */
  readonly storedWillDo?: boolean | undefined;
  /** A file to use instead of any source. */
  readonly from?: string | undefined;
  /** Which of its columns hold what, where its form does not say it. */
  readonly columns?: ColumnNames | undefined;
  /** Whether its prices are those of the start or the end of their date, where its form does not say it. */
  readonly pricesAt?: PricesAt | undefined;
  /** The CSV file of bitcoin's days beside `from`, for features that look at them, too. */
  readonly bitcoinFrom?: string | undefined;
  readonly offline: boolean;
  readonly refresh: boolean;
  /** How long a fetch counts as fresh although a newer day may be out. */
  readonly maxAgeMs: number;
}

export type IngestProgress = SourceProgress;
