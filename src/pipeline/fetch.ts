import type { Context } from '../context.ts';
import type { Instant, IsoDate, Market, Source } from '../domain.ts';
import { InputError } from '../errors.ts';
import { chartOf, type StoredChart } from '../sources/stored-chart.ts';
import { readStoredChart, storeChart } from '../workspace/charts.ts';
import { paths } from '../workspace/workspace.ts';
import {
  bundledChart,
  type ChartRequest,
  type IngestProgress,
  ingest,
  type Notice,
  notice,
  reportConflicts,
} from './ingest.ts';

/** What is stored of a market after a fetch or an import. */
export interface Fetched extends Market {
  readonly source: Source;
  readonly retrievedAt: Instant;
  /** The first and the last day of the stored chart. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** The days in the stored chart, and how many of them are new. */
  readonly days: number;
  readonly added: number;
  /** The file it is stored in, relative to the workspace. */
  readonly path: string;
}

/** Brings a market chart into the workspace, merged with what is there. */
export async function* fetchChart(
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, Fetched, void> {
  const { workspace, signal } = context;
  const before = await readStoredChart(workspace, request);
  const { chart, retrieved, history } = yield* ingest(request, context);
  signal.throwIfAborted();
  const addition = retrieved ?? (before === undefined ? history : undefined);
  const stored = addition ? await storeChart(workspace, addition) : before;
  return summarise(before, stored ?? history, chart);
}

/** Merges a CSV file into the stored chart of a market. */
export async function* importCsv(
  { file, ...market }: Market & { readonly file: string },
  { workspace, now, signal }: Context,
): AsyncGenerator<Notice, Fetched, void> {
  const { readCsv } = await import('../sources/csv.ts');
  const { observations, repeatedDates } = await readCsv(file, signal);
  const retrievedAt = now().toISOString();
  const newest = observations.findLast(({ price }) => price !== null)?.date;
  if (newest === undefined) {
    throw new InputError({
      code: 'no_data',
      message: `${file} has no price of a complete day`,
      hint: 'import a file that has prices',
    });
  }
  if (newest > retrievedAt.slice(0, 10)) {
    throw new InputError({
      code: 'invalid_csv',
      message: `${file} has the date ${newest}, which is in the future`,
      hint: 'correct the dates; a stored chart holds only what has happened',
    });
  }
  if (repeatedDates > 0)
    yield notice(`${file}: ${repeatedDates} rows repeat a date; the first of each is used`);
  const imported = chartOf(market, observations, { source: 'csv', retrievedAt, daysAsked: null });
  const before = await readStoredChart(workspace, market);
  const beneath = before ?? (await bundledChart(market));
  if (beneath) yield* reportConflicts(beneath, imported);
  signal.throwIfAborted();
  const stored = await storeChart(workspace, imported);
  return summarise(before, stored, { source: 'csv', retrievedAt });
}

function summarise(
  before: StoredChart | undefined,
  { coin, vsCurrency, observations }: StoredChart,
  { source, retrievedAt }: { readonly source: Source; readonly retrievedAt: Instant },
): Fetched {
  const known = new Set(before?.observations.map(({ date }) => date));
  return {
    coin,
    vsCurrency,
    source,
    retrievedAt,
    from: observations.at(0)?.date ?? '',
    to: observations.at(-1)?.date ?? '',
    days: observations.length,
    added: observations.filter(({ date }) => !known.has(date)).length,
    path: paths.storedChart({ coin, vsCurrency }),
  };
}
