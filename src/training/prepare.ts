import type { Context } from '../context.ts';
import { formatInteger, plural } from '../counts.ts';
import { daysBetween } from '../dates.ts';
import type { Day, Days, Market, MarketChart, Model, SignalUse, UsedSignal } from '../domain.ts';
import { InputError, UsageError } from '../errors.ts';
import { coverageOf, setsThatDo } from '../features/coverage.ts';
import {
  type EngineerSettings,
  engineer,
  type FeatureTable,
  featureSets,
  targets,
} from '../features/engineer.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import { preprocess, withoutUnpricedEnds } from '../features/preprocess.ts';
import { withSignals } from '../features/signals/with-signals.ts';
import { spanOf } from '../features/span.ts';
import type { Target } from '../features/targets/target.ts';
import { at } from '../learning/vector.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { ingest } from '../market-data/ingest.ts';
import { type Notice, notice } from '../market-data/notice.ts';
import type { StoredChart } from '../market-data/stored-chart.ts';
import { isRevised, type StoredSignal, usedSignal } from '../results/signal.ts';
import { readSignals } from '../workspace/signals.ts';

/** A market's cleaned days, and those of the market that is looked at beside it. */
export interface PreparedMarket {
  readonly chart: MarketChart;
  /** The newest days, as many as were asked for. */
  readonly days: readonly Day[];
  /**
   * All days that are known: what features are computed over, so that a day's do not depend on how many are asked for.
   */
  readonly history: readonly Day[];
  /** The companion's days; undefined where neither a feature set nor the target needs them. */
  readonly companion: readonly Day[] | undefined;
  /** The signals that stand beside the features, and how far they are carried; none where it is left out. */
  readonly signals?: PreparedSignals | undefined;
  /** What was brought in from outside, to be merged into the stored charts. */
  readonly retrieved: readonly StoredChart[];
}

export interface PreparedSignals {
  readonly signals: readonly StoredSignal[];
  readonly carry: number;
}

/** What a market is prepared for. */
export interface Purpose {
  readonly sets: readonly FeatureSet[];
  readonly target?: Target;
  readonly signals?: SignalUse | undefined;
  /** The signals as a model knows them: it is said which of them were revised since. */
  readonly knownSignals?: readonly UsedSignal[] | undefined;
}

/**
 * Ingests and preprocesses a market, and its companion from the same source where a feature set or the target needs
 * it. Says what is left out. Writes nothing.
 *
 * @throws {UsageError} where the market comes from a file and the companion's file is not given, or is its own
 * companion
 * @throws {InputError} where a value that a feature set cannot do without is known on no day
 */
export async function* prepareMarket(
  request: ChartRequest,
  purpose: Purpose,
  context: Context,
): AsyncGenerator<IngestProgress, PreparedMarket, void> {
  const companionRequest = companionRequestOf(request, purpose);
  const signals = await signalsFor(purpose, context);
  yield* sayWhatWasRevised(signals, purpose);
  const own = yield* ingest(request, context);
  const history = preprocess(own.chart.observations);
  yield* sayWhatIsCutOff(own.chart);
  for (const featureSet of purpose.sets) yield* checkCoverage(history, featureSet);
  const beside = companionRequest && (yield* ingest(companionRequest, context));
  const companion = beside && preprocess(beside.chart.observations);
  if (companion !== undefined) yield* sayWhereCompanionEnds(request, history, companion);
  return {
    chart: own.chart,
    days: newestDays(history, request.days),
    history,
    companion,
    signals,
    retrieved: [own.retrieved, beside?.retrieved].filter((chart) => chart !== undefined),
  };
}

/** Which rows of a market: what they forecast, and how late. */
export type RowSettings = Omit<EngineerSettings, 'companion'>;

/** The feature rows of a prepared market's days, computed over all that is known before them. */
export function engineerNewest(
  { days, history, companion, signals }: PreparedMarket,
  featureSet: Pick<FeatureSet, 'columns'>,
  settings: RowSettings = {},
): FeatureTable {
  const own = engineer(history, featureSet, { ...settings, companion });
  const { features, rows } = signals
    ? withSignals(own, signals.signals, { carry: signals.carry, lag: settings.delay ?? 0 })
    : own;
  const first = days.at(0)?.date;
  return { features, rows: first === undefined ? [] : rows.filter(({ date }) => date >= first) };
}

/**
 * The same, where there must be some.
 *
 * @throws {InputError} where the days give none
 */
export function featureTableOf(
  market: PreparedMarket,
  featureSet: Pick<FeatureSet, 'columns'>,
  settings: RowSettings = {},
): FeatureTable {
  return withRows(engineerNewest(market, featureSet, settings), market);
}

/**
 * A table that has rows.
 *
 * @throws {InputError} where it has none
 */
export function withRows(table: FeatureTable, { days, companion }: PreparedMarket): FeatureTable {
  if (table.rows.length > 0) return table;
  const beside = companion ? `, beside bitcoin's ${companion.length}` : '';
  throw new InputError({
    code: 'too_few_rows',
    message: `${days.length} days${beside} give no feature row`,
    hint: 'use a longer history: the first 29 days give none, and the first 90 none of the sets market and volatility',
    facts: { hasNone: 1 },
  });
}

/** What a market is prepared for where a model forecasts it. */
export function purposeOf({ featureSet, target, signals }: Model): Purpose {
  return {
    sets: [featureSets[featureSet]],
    target: targets[target],
    signals: signalUseOf({ signals }),
    knownSignals: signals,
  };
}

/** Which signals a model looks at; undefined where there are none. */
export function signalUseOf({ signals = [] }: Pick<Model, 'signals'>): SignalUse | undefined {
  const [first] = signals;
  return first && { names: signals.map(({ name }) => name), carry: first.carry };
}

/** The signals of a market as they are used; undefined where there are none. */
export function usedSignalsOf({ signals }: PreparedMarket): readonly UsedSignal[] | undefined {
  return signals?.signals.map((signal) => usedSignal(signal, signals.carry));
}

/**
 * The rows that a model forecasts from: the features it was trained on, in its order.
 *
 * @throws {InputError} where the days give no row, or have no longer what a feature is made of
 */
export function featureTableFor(model: Model, market: PreparedMarket): FeatureTable {
  const { delay } = model;
  const settings = { target: targets[model.target], delay };
  return columnsFor(model, featureTableOf(market, featureSets[model.featureSet], settings));
}

/**
 * A table with the features that a model was trained on, in its order.
 *
 * @throws {InputError} where it lacks one
 */
export function columnsFor({ features }: Pick<Model, 'features'>, table: FeatureTable): FeatureTable {
  const places = features.map((name) => table.features.indexOf(name));
  const absent = features.filter((_, j) => at(places, j) < 0);
  if (absent.length > 0) {
    throw new InputError({
      code: 'missing_column',
      message: `the model looks at ${absent.join(', ')}, which these days do not have`,
      hint: 'train again with these days, or use days that have them',
    });
  }
  return {
    features,
    rows: table.rows.map((row) => ({ ...row, values: places.map((place) => at(row.values, place)) })),
  };
}

/** The newest of so many days. */
function newestDays(days: readonly Day[], count: Days): readonly Day[] {
  return count === 'max' ? days : days.slice(-count);
}

async function signalsFor(
  { signals }: Purpose,
  { workspace }: Context,
): Promise<PreparedSignals | undefined> {
  if (signals === undefined || signals.names.length === 0) return undefined;
  return { signals: await readSignals(workspace, signals.names), carry: signals.carry };
}

function* sayWhatWasRevised(
  prepared: PreparedSignals | undefined,
  { knownSignals = [] }: Purpose,
): Generator<Notice, void, void> {
  for (const signal of prepared?.signals ?? []) {
    const known = knownSignals.find(({ name }) => name === signal.name);
    if (known === undefined || !isRevised(known, signal)) continue;
    yield notice(
      `the signal ${signal.name} was revised since the model was trained: the model saw other values up to ${known.to}`,
    );
  }
}

/** Days without a price before the first and after the last. */
function* sayWhatIsCutOff({ observations }: MarketChart): Generator<Notice, void, void> {
  const priced = withoutUnpricedEnds(observations);
  if (priced.length === 0) return;
  const { from: first, to: last } = spanOf(priced);
  const before = observations.filter(({ date }) => date < first).length;
  const after = observations.filter(({ date }) => date > last).length;
  if (before > 0) yield notice(`${plural(before, 'day')} without a price before ${first} cut off`);
  if (after > 0) yield notice(`${plural(after, 'day')} without a price after ${last} cut off`);
}

/** Rows are matched by date: days after the companion's last one give none. */
function* sayWhereCompanionEnds(
  { coin }: ChartRequest,
  days: readonly Day[],
  companion: readonly Day[],
): Generator<Notice, void, void> {
  const [end, companionEnd] = [days.at(-1)?.date, companion.at(-1)?.date];
  if (end === undefined || companionEnd === undefined || companionEnd >= end) return;
  const missing = daysBetween(companionEnd, end);
  yield notice(
    `bitcoin is known to ${companionEnd} only, and ${coin} to ${end}: the newest ${plural(missing, 'day')} give no row`,
  );
}

/** Refuses what cannot be done without a value; says what is left out, and what is old. */
function* checkCoverage(days: readonly Day[], featureSet: FeatureSet): Generator<Notice, void, void> {
  const { lacking, leftOut, stale } = coverageOf(days, featureSet);
  if (lacking.length > 0) {
    throw new InputError({
      code: 'missing_column',
      message: `no day has a ${lacking.join(' or a ')}, which the feature set ${featureSet.name} looks at`,
      hint: `the sets ${setsThatDo(days).join(', ')} do without`,
    });
  }
  for (const value of leftOut) {
    const isZero = days.some((day) => day.totalVolume === 0);
    yield notice(
      `${value} is ${isZero ? '0 on every day' : 'known on no day'}: its features are left out of the set ${featureSet.name}`,
    );
  }
  for (const { value, newest, age } of stale) {
    yield notice(
      `the newest ${formatInteger(age)} days have no ${value}: it is known to ${newest} only, and filled with what it was then`,
    );
  }
}

/** All of the companion's history: rows are matched by date, whatever days were asked for. */
function companionRequestOf(request: ChartRequest, { sets, target }: Purpose): ChartRequest | undefined {
  if (target?.companion === request.coin) {
    throw new UsageError({
      code: 'no_companion',
      message: `${request.coin} cannot be compared with itself`,
      hint: 'choose another coin, or another target',
    });
  }
  const ofTarget: readonly Market[] = target?.companion
    ? [{ coin: target.companion, vsCurrency: request.vsCurrency }]
    : [];
  const [companion] = [...ofTarget, ...sets.flatMap((set) => set.companionOf?.(request) ?? [])];
  if (companion === undefined) return undefined;
  if (request.from !== undefined && request.bitcoinFrom === undefined) {
    throw new UsageError({
      code: 'no_companion',
      message: `these features of ${request.coin} need ${companion.coin}'s days beside the file`,
      hint: `name a file with the days of ${companion.coin}, too`,
      facts: { companion: companion.coin },
    });
  }
  return { ...request, ...companion, days: 'max', product: undefined, from: request.bitcoinFrom };
}
