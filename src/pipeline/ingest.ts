import type { Context } from '../context.ts';
import { addDays, daysBetween } from '../dates.ts';
import type { Days, Market, MarketChart, Observation, Source, SourceChoice } from '../domain.ts';
import { InputError, SourceError } from '../errors.ts';
import { isBundled, readBundled } from '../sources/bundled.ts';
import type { RequestProgress } from '../sources/coingecko/client.ts';
import {
  chartOf,
  conflictsBetween,
  mergeCharts,
  type Retrieval,
  type StoredChart,
} from '../sources/stored-chart.ts';
import { readStoredChart } from '../workspace/charts.ts';
import { daysToAsk, daysWithin, goesBack, isRecent } from './freshness.ts';

/** Which market chart is wanted, and where it may come from. */
export interface ChartRequest extends Market {
  readonly days: Days;
  readonly source: SourceChoice;
  /** A CSV file to use instead of any source. */
  readonly from?: string | undefined;
  /** The CSV file of bitcoin's days beside `from`, for features that look at them, too. */
  readonly bitcoinFrom?: string | undefined;
  readonly offline: boolean;
  readonly refresh: boolean;
  /** How long a fetch counts as fresh although a newer day may be out. */
  readonly maxAgeMs: number;
}

export type Notice = { readonly kind: 'notice'; readonly message: string };
export type IngestProgress = RequestProgress | Notice;

export interface Ingested {
  /** The newest days asked for, without what lies before a long gap. */
  readonly chart: MarketChart;
  /** What was brought in from outside, to be merged into the stored chart; undefined where nothing was. */
  readonly retrieved: StoredChart | undefined;
  /** All that is known of the market, whatever was asked for. */
  readonly history: StoredChart;
}

const LONGEST_GAP_DAYS = 30;

/**
 * Brings the market chart that was asked for from where it may come from. Nothing is written: what was retrieved
 * is handed back, so that an interrupted command leaves the workspace as it was.
 *
 * @throws {SourceError} where no source that was allowed has it
 */
export async function* ingest(
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, Ingested, void> {
  const { chart, source, retrieved } = yield* request.from === undefined
    ? resolveSource(request, context)
    : readFile(request, request.from, context);
  const known = chart.observations.filter(({ price }) => price !== null);
  const newest = known.at(-1);
  if (newest === undefined) throw noData(request);
  const contiguous = afterLongGap(chart.observations);
  const [first] = contiguous;
  if (first !== undefined && contiguous.length < chart.observations.length) {
    yield notice(
      `over ${LONGEST_GAP_DAYS} days in a row are missing before ${first.date}: only what is newer is used`,
    );
  }
  return {
    chart: {
      coin: request.coin,
      vsCurrency: request.vsCurrency,
      observations: newestDays(contiguous, request.days),
      source,
      retrievedAt: newest.retrieval.retrievedAt,
    },
    retrieved,
    history: chart,
  };
}

interface Resolved {
  readonly chart: StoredChart;
  readonly source: Source;
  readonly retrieved: StoredChart | undefined;
}

type Resolution = AsyncGenerator<IngestProgress, Resolved, void>;

async function* readFile(request: ChartRequest, file: string, { now, signal }: Context): Resolution {
  const { readCsv } = await import('../sources/csv.ts');
  const { observations, repeatedDates } = await readCsv(file, signal);
  if (repeatedDates > 0)
    yield notice(`${file}: ${repeatedDates} rows repeat a date; the first of each is used`);
  const chart = chartOf(request, observations, {
    source: 'csv',
    retrievedAt: now().toISOString(),
    daysAsked: null,
  });
  return { chart, source: 'csv', retrieved: undefined };
}

async function* resolveSource(request: ChartRequest, context: Context): Resolution {
  const bundled = await bundledChart(request);
  if (request.source === 'bundled') {
    if (bundled === undefined) throw notBundled(request);
    return { chart: bundled, source: 'bundled', retrieved: undefined };
  }
  const stored = await readStoredChart(context.workspace, request);
  const known = stored && bundled ? mergeCharts(bundled, stored) : (stored ?? bundled);
  if (request.source === 'cache') {
    if (stored === undefined) throw notStored(request);
    return fromStore(stored);
  }
  const mayAsk = !request.offline || request.source === 'coingecko';
  if (request.offline && request.source === 'coingecko') throw offlineAndOnline();
  if (known && stored && request.source === 'auto' && !request.refresh) {
    if (await isUpToDate(stored, request, context)) return fromStore(known);
  }
  if (!mayAsk) {
    if (known === undefined) throw notStored(request);
    yield notice(`offline: using ${describe(known)}`);
    return fromStore(known);
  }
  try {
    return yield* retrieve(request, { stored, known }, context);
  } catch (error) {
    if (!(error instanceof SourceError) || request.source === 'coingecko' || known === undefined) throw error;
    if (error.code === 'unknown_currency' || error.code === 'unknown_coin') throw error;
    yield notice(`${error.message}; using ${describe(known)}`);
    return fromStore(known);
  }
}

async function* retrieve(
  request: ChartRequest,
  { stored, known }: { stored: StoredChart | undefined; known: StoredChart | undefined },
  { coingecko, now, signal }: Context,
): Resolution {
  const { fetchMarketChart } = await import('../sources/coingecko/market-chart.ts');
  const endpoint = await coingecko();
  const days = daysToAsk(stored, { days: request.days, plan: endpoint.plan, now: now() });
  const observations = yield* fetchMarketChart(endpoint, { ...request, days, now: now(), signal });
  const retrieval: Retrieval = {
    source: 'coingecko',
    retrievedAt: now().toISOString(),
    daysAsked: days,
  };
  const retrieved = chartOf(request, observations, retrieval);
  if (known === undefined) return { chart: retrieved, source: 'coingecko', retrieved };
  yield* reportConflicts(known, retrieved);
  return { chart: mergeCharts(known, retrieved), source: 'coingecko', retrieved };
}

/** Reports the settled days whose prices a new retrieval changes by over 1 %. */
export function* reportConflicts(known: StoredChart, retrieved: StoredChart): Generator<Notice, void, void> {
  const conflicts = conflictsBetween(known, retrieved);
  const [first] = conflicts;
  if (first === undefined) return;
  const others = conflicts.length > 1 ? ` and ${conflicts.length - 1} more` : '';
  yield notice(
    `${first.date}${others}: the new price differs by over 1 % from the stored one (${first.older} → ${first.newer}); the newer is used`,
  );
}

/** The snapshot that comes with the package, as if it had been retrieved on its newest day. */
export async function bundledChart(market: Market): Promise<StoredChart | undefined> {
  if (!isBundled(market)) return undefined;
  const observations = await readBundled(market);
  const retrievedAt = `${observations.at(-1)?.date}T00:00:00.000Z`;
  return chartOf(market, observations, { source: 'bundled', retrievedAt, daysAsked: null });
}

/** Whether there is nothing to ask CoinGecko for. The plan matters only beyond what a free one gives. */
async function isUpToDate(
  stored: StoredChart,
  { days, maxAgeMs, offline }: ChartRequest,
  { now, coingecko }: Context,
): Promise<boolean> {
  if (!isRecent(stored, maxAgeMs, now())) return false;
  const isWithinFree = daysWithin('demo', days) === days;
  const plan = isWithinFree || offline ? 'demo' : (await coingecko()).plan;
  return goesBack(stored, daysWithin(plan, days));
}

function fromStore(chart: StoredChart): Resolved {
  const isSnapshot = chart.observations.at(-1)?.retrieval.source === 'bundled';
  return { chart, source: isSnapshot ? 'bundled' : 'cache', retrieved: undefined };
}

/** What follows the last gap of over 30 days without a price. */
function afterLongGap<Row extends Observation>(observations: readonly Row[]): readonly Row[] {
  const priced = observations.filter(({ price }) => price !== null);
  const restart = priced.findLast((row, i) => {
    const before = priced[i - 1];
    return before !== undefined && daysBetween(before.date, row.date) > LONGEST_GAP_DAYS + 1;
  });
  return restart === undefined ? observations : observations.filter(({ date }) => date >= restart.date);
}

function newestDays(observations: readonly Observation[], days: Days): readonly Observation[] {
  const newest = observations.at(-1)?.date;
  if (days === 'max' || newest === undefined) return observations;
  const first = addDays(newest, 1 - days);
  return observations.filter(({ date }) => date >= first);
}

function describe(chart: StoredChart): string {
  const newest = chart.observations.at(-1);
  const what = newest?.retrieval.source === 'bundled' ? 'the bundled snapshot' : 'the stored chart';
  return `${what}, to ${newest?.date}`;
}

export function notice(message: string): Notice {
  return { kind: 'notice', message };
}

function notBundled({ coin, vsCurrency }: Market): SourceError {
  return new SourceError({
    code: 'not_bundled',
    message: `there is no bundled snapshot of ${coin} in ${vsCurrency}`,
    hint: 'the snapshots are bitcoin and ethereum in usd; leave out --source bundled to fetch others',
  });
}

function notStored({ coin, vsCurrency }: Market): SourceError {
  return new SourceError({
    code: 'not_stored',
    message: `nothing is stored of ${coin} in ${vsCurrency}`,
    hint: `run crypto-predict fetch --coin ${coin} --vs ${vsCurrency} while online`,
  });
}

function offlineAndOnline(): SourceError {
  return new SourceError({
    code: 'offline',
    message: '--offline and --source coingecko exclude each other',
    hint: 'leave one of them out',
  });
}

function noData({ coin, from }: ChartRequest): SourceError | InputError {
  const what = { code: 'no_data', hint: 'use a file or a coin that has prices' };
  return from === undefined
    ? new SourceError({ ...what, message: `there is no price of ${coin}` })
    : new InputError({ ...what, message: `${from} has no price` });
}
