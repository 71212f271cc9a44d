import type { Context } from '../context.ts';
import { addDays, utcDate } from '../dates.ts';
import { exchanges, type IsoDate, isExchange, type Market, type ReadAs, type Source } from '../domain.ts';
import { InputError, SourceError } from '../errors.ts';
import { reportConflicts } from './changes.ts';
import type { ChartRequest, IngestProgress } from './chart-request.ts';
import { daysToAsk, daysWithin, goesBack, isRecent } from './freshness.ts';
import { chartKeyOf, type Known, readKnown, readSnapshot } from './known-chart.ts';
import { type Notice, notice } from './notice.ts';
import { requireQuoted } from './quoted-in.ts';
import { openSource } from './sources/live.ts';
import type { Answer, Source as LiveSource } from './sources/source.ts';
import { betweenPrices, chartOf, mergeCharts, nextNumber, priced, type StoredChart } from './stored-chart.ts';
import { until } from './used-days.ts';

/** All that is known of a market, and where its newest days came from. */
export interface Chosen {
  readonly history: StoredChart;
  readonly source: Source;
  /** What was brought in from outside; undefined where nothing was. */
  readonly retrieved: StoredChart | undefined;
  /** As what the file was read that it came from. */
  readonly readAs?: ReadAs | undefined;
  /** Why a part of what was asked for did not come; undefined where all of it did. */
  readonly cut?: Error | undefined;
}

type Choosing = AsyncGenerator<IngestProgress, Chosen, void>;

/** Errors that say of a market that it is not there: what is stored would not be it. */
const NO_SUCH_MARKET = ['unknown_currency', 'unknown_coin', 'unknown_product', 'no_data'];

/**
 * Takes the stored chart where it is fresh; else asks its source; else falls back on what is known, and says so.
 *
 * @throws {SourceError} where no source that was allowed has the market, or an exchange does not quote in its currency
 */
export async function* chooseHistory(request: ChartRequest, context: Context): Choosing {
  if (request.source === 'bundled') {
    const snapshot = await readSnapshot(request);
    if (snapshot === undefined) throw notBundled(request);
    return { history: snapshot, source: 'bundled', retrieved: undefined };
  }
  if (isExchange(request.source)) requireQuoted(request.source, request.vsCurrency);
  const known = yield* withoutDaysToCome(
    await readKnown(context.workspace, chartKeyOf(request)),
    context.now(),
  );
  if (request.source === 'cache') {
    if (known.stored === undefined) throw notStored(request);
    return asKnown(known.stored);
  }
  if (request.offline && request.source === 'coingecko') throw offlineAndOnline();
  if (request.offline && known.whole === undefined) throw notStored(request);
  // A source is known by its reach; offline there is none to ask.
  const source = request.offline ? undefined : await openIfDue(known, request, context);
  if (known.whole && source === undefined) {
    if (request.offline && !isFresh(known, request, context)) {
      yield notice(`offline: using ${describe(known.whole)}`, { code: USED_OFFLINE });
    }
    return asKnown(known.whole);
  }
  try {
    return yield* ask(source ?? (await openLive(request, context)), request, { known, context });
  } catch (error) {
    const isSatisfied = request.source === 'auto' || request.storedWillDo === true;
    if (!(error instanceof SourceError) || NO_SUCH_MARKET.includes(error.code)) throw error;
    if (!isSatisfied || known.whole === undefined) throw withWhatIsStored(error, known.whole, request);
    yield notice(`${error.message}; using ${describe(known.whole)}`);
    return asKnown(known.whole);
  }
}

/** Of the notice that what is known is used as no source may be asked. */
export const USED_OFFLINE = 'used_offline';

/** A clock may be wrong by some years, and stored days seem to be of the future then. */
const WRONGEST_CLOCK_DAYS = 3_650;

/** Known days but those far in the future: a file that was made up may go on for thousands of years. */
async function* withoutDaysToCome({ stored, whole }: Known, now: Date): AsyncGenerator<Notice, Known, void> {
  const last = addDays(utcDate(now.getTime()), WRONGEST_CLOCK_DAYS);
  const newest = stored?.observations.at(-1)?.date;
  if (newest === undefined || newest <= last) return { stored, whole };
  yield notice(
    `the stored chart goes on to ${newest}, which is far in the future: it is used to ${last}; taking its last change back mends it`,
  );
  return { stored: upTo(last, stored), whole: upTo(last, whole) };
}

/** The chart to a day; undefined where there is nothing to it. */
function upTo(last: IsoDate, chart: StoredChart | undefined): StoredChart | undefined {
  const days = chart && betweenPrices(until(chart.observations, last));
  return chart && days && days.length > 0 ? { ...chart, observations: days } : undefined;
}

async function* ask(
  source: LiveSource,
  request: ChartRequest,
  { known: { stored, whole }, context: { now } }: { readonly known: Known; readonly context: Context },
): Choosing {
  const days = daysToAsk(stored, { ...request, reach: source.reach, now: now() });
  const product = productOf(stored, request);
  const answer = yield* source.fetch({ ...request, days, product });
  const retrieved = chartOf(chartKeyOf(request), answer.observations, {
    number: nextNumber(whole),
    source: isExchange(request.source) ? request.source : 'coingecko',
    retrievedAt: now().toISOString(),
    daysAsked: days,
    product: answer.product,
    isPart: isPart(answer) || undefined,
  });
  const { cut } = answer;
  const from = retrieved.observations.at(-1)?.retrieval.source ?? 'coingecko';
  if (whole === undefined) return { history: retrieved, source: from, retrieved, cut };
  yield* reportConflicts(whole.observations, retrieved.observations);
  return { history: mergeCharts(whole, retrieved), source: from, retrieved, cut };
}

/** Whether the newest days did not come: the source broke off, or had no price of the newest one yet. */
function isPart({ observations, cut }: Answer): boolean {
  return cut !== undefined || observations.at(-1)?.price === null;
}

/** The pair to ask for: the one that is named, which is the stored chart's where there is one. */
function productOf(stored: StoredChart | undefined, { product }: ChartRequest): string | undefined {
  const known = stored?.observations.at(-1)?.retrieval.product;
  if (known === undefined || product === undefined || known === product) return product ?? known;
  throw new InputError({
    code: 'another_product',
    message: `the stored chart is of the pair ${known}, not of ${product}`,
    hint: 'use the pair that is stored, or move its file away',
    facts: { product: known },
  });
}

function openLive({ source }: ChartRequest, context: Context): Promise<LiveSource> {
  return openSource(isExchange(source) ? source : 'coingecko', context);
}

/** The source, where there is anything to ask it for. A free plan's reach matters only for more days than it gives. */
async function openIfDue(
  known: Known,
  request: ChartRequest,
  context: Context,
): Promise<LiveSource | undefined> {
  const isNamed = request.source === 'coingecko';
  if (isNamed || request.refresh || !isFresh(known, request, context)) return openLive(request, context);
  const { stored } = known;
  if (stored && goesBack(stored, request)) return undefined;
  const source = await openLive(request, context);
  const days = daysWithin(source.reach, request.days);
  return stored && goesBack(stored, { ...request, days }) ? undefined : source;
}

function isFresh({ stored }: Known, { until, maxAgeMs }: ChartRequest, { now }: Context): boolean {
  return stored !== undefined && isRecent(stored, { until, maxAgeMs, now: now() });
}

function asKnown(history: StoredChart): Chosen {
  const isSnapshot = priced(history.observations).at(-1)?.retrieval.source === 'bundled';
  const source = history.exchange ?? (isSnapshot ? 'bundled' : 'cache');
  return { history, source, retrieved: undefined };
}

function describe(chart: StoredChart): string {
  const newest = priced(chart.observations).at(-1);
  const stored = chart.exchange === undefined ? 'chart' : `days of ${exchanges[chart.exchange].title}`;
  const what = newest?.retrieval.source === 'bundled' ? 'the bundled snapshot' : `the stored ${stored}`;
  return `${what}, to ${newest?.date}`;
}

/** Whoever words what to do has to know whether there is anything to use meanwhile. */
function withWhatIsStored(cause: SourceError, stored: StoredChart | undefined, { source }: ChartRequest) {
  const { code, message, hint, facts } = cause;
  const stands = stored === undefined ? 'nothing' : 'stored';
  return new SourceError({ code, message, hint, facts: { ...facts, stands, source }, cause });
}

function notBundled({ coin, vsCurrency }: Market): SourceError {
  return new SourceError({
    code: 'not_bundled',
    message: `there is no bundled snapshot of ${coin} in ${vsCurrency}`,
    hint: 'the snapshots are bitcoin and ethereum in usd; others are fetched',
  });
}

function notStored({ coin, vsCurrency, source }: ChartRequest): SourceError {
  return new SourceError({
    code: 'not_stored',
    message: `nothing is stored of ${coin} in ${vsCurrency}`,
    hint: 'fetch it while online',
    facts: { coin, vsCurrency, source },
  });
}

function offlineAndOnline(): SourceError {
  return new SourceError({
    code: 'offline',
    message: 'CoinGecko cannot be asked while offline',
    hint: 'go online, or use what is stored',
  });
}
