import type { Context } from '../context.ts';
import type { Market, ReadAs, Source } from '../domain.ts';
import { SourceError } from '../errors.ts';
import type { ChartRequest, IngestProgress } from './chart-request.ts';
import { daysToAsk, daysWithin, goesBack, isRecent } from './freshness.ts';
import { type Known, readKnown, readSnapshot, reportConflicts } from './known-chart.ts';
import { notice } from './notice.ts';
import { chartOf, mergeCharts, type Retrieval, type StoredChart } from './stored-chart.ts';

/** All that is known of a market, and where its newest days came from. */
export interface Chosen {
  readonly history: StoredChart;
  readonly source: Source;
  /** What was brought in from outside; undefined where nothing was. */
  readonly retrieved: StoredChart | undefined;
  /** As what the file was read that it came from. */
  readonly readAs?: ReadAs | undefined;
}

type Choosing = AsyncGenerator<IngestProgress, Chosen, void>;

/**
 * Takes the stored chart where it is fresh; else asks CoinGecko; else falls back on what is known, and says so.
 *
 * @throws {SourceError} where no source that was allowed has the market
 */
export async function* chooseSource(request: ChartRequest, context: Context): Choosing {
  if (request.source === 'bundled') {
    const snapshot = await readSnapshot(request);
    if (snapshot === undefined) throw notBundled(request);
    return { history: snapshot, source: 'bundled', retrieved: undefined };
  }
  const known = await readKnown(context.workspace, request);
  if (request.source === 'cache') {
    if (known.stored === undefined) throw notStored(request);
    return asKnown(known.stored);
  }
  if (request.offline && request.source === 'coingecko') throw offlineAndOnline();
  if (known.whole && (await isUpToDate(known, request, context))) return asKnown(known.whole);
  if (request.offline) {
    if (known.whole === undefined) throw notStored(request);
    yield notice(`offline: using ${describe(known.whole)}`);
    return asKnown(known.whole);
  }
  try {
    return yield* askCoingecko(request, known, context);
  } catch (error) {
    const isFinal = request.source === 'coingecko' || known.whole === undefined;
    if (!(error instanceof SourceError) || isFinal) throw error;
    if (error.code === 'unknown_currency' || error.code === 'unknown_coin') throw error;
    yield notice(`${error.message}; using ${describe(known.whole)}`);
    return asKnown(known.whole);
  }
}

async function* askCoingecko(
  request: ChartRequest,
  { stored, whole }: Known,
  { coingecko, now, signal }: Context,
): Choosing {
  const { fetchMarketChart } = await import('./sources/coingecko/market-chart.ts');
  const endpoint = await coingecko();
  const days = daysToAsk(stored, { days: request.days, plan: endpoint.plan, now: now() });
  const observations = yield* fetchMarketChart(endpoint, { ...request, days, now: now(), signal });
  const retrieval: Retrieval = {
    source: 'coingecko',
    retrievedAt: now().toISOString(),
    daysAsked: days,
  };
  const retrieved = chartOf(request, observations, retrieval);
  if (whole === undefined) return { history: retrieved, source: 'coingecko', retrieved };
  yield* reportConflicts(whole, retrieved);
  return { history: mergeCharts(whole, retrieved), source: 'coingecko', retrieved };
}

/** Whether there is nothing to ask CoinGecko for. The plan matters only beyond what a free one gives. */
async function isUpToDate(
  { stored }: Known,
  { source, refresh, days, maxAgeMs, offline }: ChartRequest,
  { now, coingecko }: Context,
): Promise<boolean> {
  if (stored === undefined || source !== 'auto' || refresh) return false;
  if (!isRecent(stored, maxAgeMs, now())) return false;
  const isWithinFree = daysWithin('demo', days) === days;
  const plan = isWithinFree || offline ? 'demo' : (await coingecko()).plan;
  return goesBack(stored, daysWithin(plan, days));
}

function asKnown(history: StoredChart): Chosen {
  const isSnapshot = history.observations.at(-1)?.retrieval.source === 'bundled';
  return { history, source: isSnapshot ? 'bundled' : 'cache', retrieved: undefined };
}

function describe(chart: StoredChart): string {
  const newest = chart.observations.at(-1);
  const what = newest?.retrieval.source === 'bundled' ? 'the bundled snapshot' : 'the stored chart';
  return `${what}, to ${newest?.date}`;
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
