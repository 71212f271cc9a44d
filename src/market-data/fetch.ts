import type { Context } from '../context.ts';
import type { Instant, IsoDate, Market, ReadAs, Source } from '../domain.ts';
import { InputError } from '../errors.ts';
import { paths } from '../workspace/workspace.ts';
import type { ChartRequest, IngestProgress } from './chart-request.ts';
import { storeChart } from './chart-store.ts';
import { ingest } from './ingest.ts';
import { readKnown, reportConflicts } from './known-chart.ts';
import type { Notice } from './notice.ts';
import { type NamedFile, readChartFile } from './read-chart-file.ts';
import { chartOf, type StoredChart } from './stored-chart.ts';

/** What is stored of a market after a fetch or an import. */
export interface Fetched extends Market {
  readonly source: Source;
  readonly retrievedAt: Instant;
  readonly readAs?: ReadAs | undefined;
  /** The first and the last day of the stored chart. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly days: number;
  /** How many days came in that were not known, neither stored nor bundled. */
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
  const known = await readKnown(workspace, request);
  const { chart, retrieved, history } = yield* ingest(request, context);
  signal.throwIfAborted();
  const addition = retrieved ?? (known.stored === undefined ? history : undefined);
  const stored = addition ? await storeChart(workspace, addition) : known.stored;
  return summarise(stored ?? history, chart, newDays(known.whole, retrieved));
}

/** Merges a CSV file into the stored chart of a market. */
export async function* importCsv(
  { file, columns, pricesAt, ...market }: Market & NamedFile,
  context: Context,
): AsyncGenerator<Notice, Fetched, void> {
  const { workspace, now, signal } = context;
  const { vsCurrency } = market;
  const { observations, readAs } = yield* readChartFile({ file, columns, pricesAt, vsCurrency }, context);
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
  const imported = chartOf(market, observations, { source: 'csv', retrievedAt, daysAsked: null });
  const known = await readKnown(workspace, market);
  if (known.whole) yield* reportConflicts(known.whole, imported);
  signal.throwIfAborted();
  const stored = await storeChart(workspace, imported);
  return { ...summarise(stored, { source: 'csv', retrievedAt }, newDays(known.whole, imported)), readAs };
}

/** How many days of what came in were not known. */
function newDays(known: StoredChart | undefined, retrieved: StoredChart | undefined): number {
  const dates = new Set(known?.observations.map(({ date }) => date));
  return retrieved?.observations.filter(({ date }) => !dates.has(date)).length ?? 0;
}

function summarise(
  { coin, vsCurrency, observations }: StoredChart,
  { source, retrievedAt }: { readonly source: Source; readonly retrievedAt: Instant },
  added: number,
): Fetched {
  return {
    coin,
    vsCurrency,
    source,
    retrievedAt,
    from: observations.at(0)?.date ?? '',
    to: observations.at(-1)?.date ?? '',
    days: observations.length,
    added,
    path: paths.storedChart({ coin, vsCurrency }),
  };
}
