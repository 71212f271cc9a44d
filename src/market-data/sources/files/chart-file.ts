import type { Observation, ReadAs } from '../../../domain.ts';
import { ExpectedError } from '../../../errors.ts';
import { daysIn } from './days-in.ts';
import {
  type ColumnNames,
  type FileForm,
  type Head,
  type Layout,
  type PricesAt,
  simplified,
} from './file-form.ts';
import { namedColumns, namesNotIn } from './forms/named-columns.ts';
import { fileForms } from './forms.ts';
import { whyUnreadable } from './opening/unreadable.ts';
import { readAsOf } from './read-as.ts';
import { RowReader } from './read-rows.ts';
import { refusal } from './refusal.ts';
import { openTable } from './table/open-table.ts';
import { cellAt } from './table/rows.ts';
import { unknownForm } from './unknown-form.ts';

/** A file, and what the user says of it. */
export interface NamedFile {
  /** A path; `-` is stdin. */
  readonly file: string;
  readonly columns?: ColumnNames | undefined;
  readonly pricesAt?: PricesAt | undefined;
}

export interface ChartFileRequest extends NamedFile {
  readonly vsCurrency: string;
  /** Days after tomorrow, and candles that are not over, are none; without a clock there are no such. */
  readonly now?: Date;
  readonly signal?: AbortSignal;
  readonly stdin?: () => AsyncIterable<Uint8Array>;
}

export interface ChartFile {
  /** One a date, in order. */
  readonly observations: readonly Observation[];
  readonly readAs: ReadAs;
  /** The same in a sentence, with what was not used. */
  readonly sentence: string;
  /** What was left out or counts as missing. */
  readonly notices: readonly string[];
}

/**
 * The daily observations in a file of any form that is known, recognised by its content.
 *
 * @throws {InputError} that names the file, and the line where one cannot be used
 */
export async function readFile(request: ChartFileRequest): Promise<ChartFile> {
  const file = request.file === '-' ? 'stdin' : request.file;
  try {
    return await read(request, file);
  } catch (error) {
    const reason = error instanceof ExpectedError ? undefined : whyUnreadable(error);
    throw reason ? refusal(file, ...reason, 'unreadable_file', { file }) : error;
  }
}

async function read(request: ChartFileRequest, file: string): Promise<ChartFile> {
  const { head, beginning, batches, placeOf } = await openTable(request);
  if (head === undefined) throw refusal(file, 'is empty', 'use a file with a price a day', 'no_data');
  const { form, layout } = recognise(head, { file, columns: request.columns });
  refuseOtherCurrency(layout, file, request.vsCurrency);
  const reader = new RowReader(layout, head, placeOf);
  let toSkip = head.preamble + layout.headerRows;
  for (const batch of beginning) {
    const skipped = Math.min(toSkip, batch.rows.length);
    toSkip -= skipped;
    reader.read({ rows: batch.rows.slice(skipped), first: batch.first + skipped });
  }
  for await (const batch of batches) {
    request.signal?.throwIfAborted();
    reader.read(batch);
  }
  const rows = reader.result;
  if (rows.observed.count === 0)
    throw refusal(file, 'has a header and no rows', 'add at least one day', 'no_data');
  const days = await daysIn(rows, layout, { ...request, file, placeOf, pricesAt: request.pricesAt });
  const isVolumeOfLess = days.isIntraday && layout.isCandles;
  return {
    observations: isVolumeOfLess
      ? days.observations.map((each) => ({ ...each, totalVolume: null }))
      : days.observations,
    ...readAsOf({ form, layout, ...days, vsCurrency: request.vsCurrency }),
    notices: days.notices,
  };
}

function recognise(
  head: Head,
  { file, columns }: { readonly file: string; readonly columns: ColumnNames | undefined },
): { readonly form: FileForm; readonly layout: Layout } {
  const forms = columns === undefined ? fileForms : [namedColumns(columns)];
  for (const form of forms) {
    const layout = form.recognise(head);
    if (layout === undefined) continue;
    if (layout.markets !== undefined && layout.markets.length > 1) {
      const what = `has the prices of several markets: ${layout.markets.join(', ')}`;
      throw refusal(file, what, 'keep the columns of one', 'unknown_form');
    }
    refuseRepeated(layout.names, file);
    return { form, layout };
  }
  refuseRepeated(head.rows[0] ?? [], file);
  throw unknownForm(file, head, fileForms, columns && namesNotIn(head, columns));
}

/** Dollars of an exchange, such as USDT, are taken for dollars. */
function refuseOtherCurrency({ quote }: Layout, file: string, vsCurrency: string): void {
  if (quote === undefined || quote === vsCurrency) return;
  if (vsCurrency === 'usd' && /^usd|usd$/.test(quote)) return;
  throw refusal(
    file,
    `has prices in ${quote}, and not in ${vsCurrency}`,
    `import it as prices in ${quote}`,
    'file_in_other_currency',
    { currency: quote },
  );
}

function refuseRepeated(names: readonly string[], file: string): void {
  const plain = names.map(simplified);
  const repeated = names.find((_, i) => plain[i] !== '' && plain.indexOf(cellAt(plain, i)) < i);
  if (repeated === undefined || !/[a-z]/i.test(repeated)) return;
  throw refusal(
    file,
    `has the column ${repeated.trim()} more than once`,
    'leave one of them, under that name',
  );
}
