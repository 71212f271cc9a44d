import type { Context } from '../context.ts';
import type { FeatureSetName, TargetName } from '../domain.ts';
import { accuracyLimitOf } from '../evaluation/high-accuracy.ts';
import { holm } from '../evaluation/holm.ts';
import { placeboPValue, placeboShifts } from '../evaluation/placebo.ts';
import {
  accuracyWith,
  averageByDate,
  fadesInADay,
  gainIn,
  gainOf,
  type PairedLoss,
  pairedLosses,
  type SignalEvidence,
  signalGain,
  signalVerdictOn,
} from '../evaluation/signal-test.ts';
import { foldCount } from '../evaluation/walk-forward.ts';
import { featureSets, targets } from '../features/engineer.ts';
import { noFeatures } from '../features/no-features.ts';
import type { Signal } from '../features/signals/signal.ts';
import { at, type Vector } from '../learning/vector.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { usedSignal } from '../results/signal.ts';
import type { SignalTest, TestedCoin } from '../results/signal-test.ts';
import type { WalkSettings } from './candidates.ts';
import { featureTableOf, type PreparedMarket, prepareMarket } from './prepare.ts';
import { associationsOf, costOf } from './test-figures.ts';
import { type PlaceboLosses, walkPlacebosOf } from './test-placebos.ts';
import { type PairedJobs, type PairedWalks, pairedJobs, pairedJobsIfAny, walkPairs } from './test-walks.ts';

export interface TestSettings extends WalkSettings {
  readonly target: TargetName;
  /** The target's own where none is given; `none` for the signals alone beside the base rate. */
  readonly featureSet: FeatureSetName | 'none' | null;
  /** How many days after it became known a signal's value is used at most. */
  readonly carry: number;
  /** How many placebos, at most. */
  readonly shifts: number;
  readonly seed: number;
  readonly resamples: number;
  readonly threads: number;
}

export const defaultTestSettings: TestSettings = {
  target: 'direction',
  featureSet: null,
  carry: 7,
  shifts: 199,
  seed: 1,
  resamples: 10_000,
  threads: 1,
  initialTrain: null,
  step: 30,
  l2: null,
  halfLife: null,
  window: null,
};

/** How far a test is: the walks with and without the signals, then the placebos. */
export interface TestProgress {
  readonly kind: 'testing';
  readonly stage: 'walks' | 'placebos';
  readonly done: number;
  readonly of: number;
  readonly secondsLeft: number;
  /**
   * Of one coin the gain on the days that were forecast so far, then that of each placebo; null before there is one,
   * and of several coins.
   */
  readonly gain: number | null;
}

/** What the tests made before, and this one, do to its p-value: of a coin, or of all of them pooled. */
export type Standing = SignalTest['ledger'];

/** What a test came to, and what it was made of: what is to be kept. */
export interface Tested {
  readonly test: SignalTest;
  readonly markets: readonly PreparedMarket[];
  /** The daily losses of each coin, and of all of them by date. */
  readonly losses: readonly (readonly PairedLoss[])[];
  readonly pooledLosses: readonly PairedLoss[];
}

/** Asks what the ledger makes of the losses of these coins, were they entered. */
export type AskLedger = (
  markets: readonly PreparedMarket[],
  losses: readonly PairedLoss[],
) => Promise<Standing>;

const LAGS = [-1, 0, 1, 2, 3];

/**
 * Whether signals add anything to what prices say of a target, coin by coin and pooled: the same walk-forward with
 * them and without, a day early and some days late, and with the signals shifted in time. Writes nothing.
 *
 * @throws {InputError} where a market has too few rows on which every signal has a value
 */
export async function* testSignals(
  requests: readonly ChartRequest[],
  signals: readonly Signal[],
  { settings, ledger, context }: { settings: TestSettings; ledger: AskLedger; context: Context },
): AsyncGenerator<IngestProgress | TestProgress, Tested, void> {
  const markets: PreparedMarket[] = [];
  const plans: CoinPlan[] = [];
  for (const request of requests) {
    const market = yield* prepareMarket(request, purposeOf(settings), context);
    markets.push(market);
    plans.push(planOf(market, signals, settings));
  }
  const parallel = { threads: settings.threads, signal: context.signal };
  const pairs = plans.flatMap(({ lags, dayDelayed }) =>
    [...lags, dayDelayed].filter((pair) => pair !== undefined),
  );
  const watched = plans.length === 1 ? at(plans, 0).now : undefined;
  const walks = yield* timed('walks', walkPairs(pairs, { ...parallel, watched }), ({ gain }) => gain);
  const walkOf = new Map(pairs.map((pair, i) => [pair, at(walks, i)]));
  const coins: WalkedCoin[] = [];
  for (const plan of plans) coins.push(await judge(plan, { walkOf, ledger, settings }));

  const pooledLosses = averageByDate(coins.map(({ losses }) => losses));
  const pooledLedger = coins.length > 1 ? await ledger(markets, pooledLosses) : at(coins, 0).ledger;
  const amounts = amountsFor(coins, settings);
  const pooledEvidence = evidenceOfAll(coins, {
    pooledLosses,
    pooledLedger,
    settings,
    shifts: amounts.length,
  });
  const coinEvidence = coins.map((coin) => ({ ...coin.evidence, shifts: amounts.length }));
  const isPooledOpen = coins.length > 1 && signalVerdictOn(pooledEvidence) === undefined;
  const open = coins.filter((_, i) => isPooledOpen || signalVerdictOn(at(coinEvidence, i)) === undefined);
  const placebos = yield* timed(
    'placebos',
    walkPlacebosOf(
      open.map(({ plan }) => plan.placebo),
      amounts,
      parallel,
    ),
    ({ market, losses }) => (coins.length === 1 ? gainOfPlacebo(at(open, market), losses) : null),
  );
  const walked = open.map((coin, i) => ({ coin, placebos: at(placebos, i) }));
  const placeboOf = new Map(walked.map((each) => [each.coin, each.placebos]));

  const tested = coins.map((coin, i): TestedCoin => {
    const evidence = at(coinEvidence, i);
    const losses = placeboOf.get(coin);
    const isOpen = signalVerdictOn(evidence) === undefined;
    const placebo = isOpen && losses ? placeboOfCoin(coin, losses, amounts) : null;
    return { ...coin.figures, placebo, verdict: verdictOf({ ...evidence, placebo: placebo?.pValue }) };
  });
  const pooledPlacebo = isPooledOpen ? pooledPlaceboOf(walked, amounts) : null;
  const pooled =
    coins.length === 1
      ? null
      : {
          days: pooledLosses.length,
          ...gainOf(pooledLosses),
          placebo: pooledPlacebo,
          pValueHolm: Math.min(...holm(tested.map(({ pValue }) => pValue ?? 1))),
        };
  return {
    markets,
    losses: coins.map(({ losses }) => losses),
    pooledLosses,
    test: {
      signals: signals.map((signal) => usedSignal(signal, settings.carry)),
      target: settings.target,
      featureSet: setNameOf(settings),
      seed: settings.seed,
      coins: tested,
      pooled,
      ledger: pooledLedger,
      verdict:
        pooled === null
          ? at(tested, 0).verdict
          : verdictOf({ ...pooledEvidence, placebo: pooledPlacebo?.pValue }),
      testedAt: context.now().toISOString(),
    },
  };
}

/** The feature set that the signals are to add to. */
export function setNameOf({ featureSet, target }: TestSettings): FeatureSetName | 'none' {
  return featureSet ?? targets[target].defaultFeatureSet;
}

function purposeOf(settings: TestSettings) {
  const name = setNameOf(settings);
  return { sets: name === 'none' ? [] : [featureSets[name]], target: targets[settings.target] };
}

/** What is to be walked of a coin. */
interface CoinPlan {
  readonly market: PreparedMarket;
  readonly signals: readonly Signal[];
  /** One for each of LAGS; undefined where the rows do not do. */
  readonly lags: readonly (PairedJobs | undefined)[];
  /** As the signals are known. */
  readonly now: PairedJobs;
  readonly dayDelayed: PairedJobs | undefined;
  readonly placebo: {
    readonly rows: PairedJobs['with']['rows'];
    readonly settings: PairedJobs['with']['settings'];
    readonly columns: readonly number[];
  };
}

function planOf(market: PreparedMarket, signals: readonly Signal[], settings: TestSettings): CoinPlan {
  const name = setNameOf(settings);
  const featureSet = name === 'none' ? noFeatures : featureSets[name];
  const target = targets[settings.target];
  const table = featureTableOf(market, featureSet, { target });
  const request = { table, featureSet, signals, carry: settings.carry };
  const now = pairedJobs({ ...request, lag: 0 }, settings);
  const late = featureTableOf(market, featureSet, { target, delay: 1 });
  return {
    market,
    signals,
    now,
    lags: LAGS.map((lag) => (lag === 0 ? now : pairedJobsIfAny({ ...request, lag }, settings))),
    dayDelayed: pairedJobsIfAny({ ...request, table: late, lag: 1 }, settings),
    placebo: { ...now.with, columns: signals.map((_, k) => table.features.length + k) },
  };
}

interface WalkedCoin {
  readonly plan: CoinPlan;
  readonly walks: PairedWalks;
  readonly losses: readonly PairedLoss[];
  readonly dayLater: readonly PairedLoss[] | undefined;
  readonly ledger: Standing;
  readonly evidence: Omit<SignalEvidence, 'shifts'>;
  readonly figures: Omit<TestedCoin, 'placebo' | 'verdict'>;
}

interface Judging {
  readonly walkOf: ReadonlyMap<PairedJobs, PairedWalks>;
  readonly ledger: AskLedger;
  readonly settings: TestSettings;
}

/** All that the walks say of a coin. */
async function judge(plan: CoinPlan, { walkOf, ledger: ask, settings }: Judging): Promise<WalkedCoin> {
  const walksOf = (pair: PairedJobs | undefined) => pair && walkOf.get(pair);
  const walks = walksOf(plan.now);
  if (walks === undefined) throw new RangeError('a pair was not walked');
  const { chart, days } = plan.market;
  const losses = pairedLosses(walks);
  const lagged = plan.lags.map((pair) => {
    const own = walksOf(pair);
    return own && pairedLosses(own);
  });
  const dayLater = lagged[LAGS.indexOf(1)];
  const delayed = walksOf(plan.dayDelayed);
  const ledger = await ask([plan.market], losses);
  const gain = signalGain(walks);
  const highAccuracy = accuracyWith(walks.with, accuracyLimitOf(settings.target));
  const associations = associationsOf({ ...plan, walks }, settings);
  const job = plan.now.with;
  const { initialTrain, step } = job.settings;
  return {
    plan,
    walks,
    losses,
    dayLater,
    ledger,
    evidence: {
      n: losses.length,
      looksAhead: highAccuracy !== null && fadesInADay({ now: losses, dayLater }),
      pValue: gain.pValue,
      pValueHolm: ledger.pValueHolm,
    },
    figures: {
      ...chart,
      from: at(days, 0).date,
      to: at(days, days.length - 1).date,
      rows: { usable: job.rows.length, initialTrain, step, evaluated: losses.length },
      folds: foldCount(job.rows.length, job.settings),
      dates: { firstEvaluated: at(losses, 0).date, lastEvaluated: at(losses, losses.length - 1).date },
      accuracy: { with: rightShare(walks.with), without: rightShare(walks.without) },
      ...gain,
      timing: LAGS.map((lag, i) => {
        const own = lagged[i];
        return { lag, ...(own ? gainOf(own) : { gain: null, pValue: null }) };
      }),
      dayDelayed: delayed ? gainOf(pairedLosses(delayed)) : null,
      ...at(associations, 0),
      bySignal: associations,
      ...costOf(plan.market, walks.with, targets[settings.target]),
      highAccuracy,
      ledger,
    },
  };
}

function rightShare(forecasts: PairedWalks['with']): number {
  return (
    forecasts.filter(({ probability, actual }) => (probability >= 0.5 ? 1 : 0) === actual).length /
    forecasts.length
  );
}

/** The amounts to shift by, the same for every coin: those that the shortest has. */
function amountsFor(coins: readonly WalkedCoin[], { shifts, seed }: TestSettings): readonly number[] {
  const [shortest] = coins.toSorted((a, b) => a.plan.placebo.rows.length - b.plan.placebo.rows.length);
  if (shortest === undefined) return [];
  const { rows, columns } = shortest.plan.placebo;
  return placeboShifts(
    columns.map((column) => rows.map(({ values }) => at(values, column))),
    { count: shifts, seed },
  );
}

function evidenceOfAll(
  coins: readonly WalkedCoin[],
  pooled: {
    pooledLosses: readonly PairedLoss[];
    pooledLedger: Standing;
    settings: TestSettings;
    shifts: number;
  },
): SignalEvidence {
  const { pooledLosses, pooledLedger, settings, shifts } = pooled;
  const later = coins.flatMap(({ dayLater }) => (dayLater ? [dayLater] : []));
  const highAccuracy = accuracyWith(
    coins.flatMap(({ walks }) => walks.with),
    accuracyLimitOf(settings.target),
  );
  const dayLater = later.length > 0 ? averageByDate(later) : undefined;
  return {
    n: pooledLosses.length,
    shifts,
    looksAhead: highAccuracy !== null && fadesInADay({ now: pooledLosses, dayLater }),
    pValue: gainOf(pooledLosses).pValue,
    pValueHolm: pooledLedger.pValueHolm,
  };
}

function placeboOfCoin(coin: WalkedCoin, placebos: PlaceboLosses, amounts: readonly number[]) {
  const gains = placebos.map((own) => gainOfPlacebo(coin, own));
  return placeboAmong(gainIn(coin.losses), gains, amounts);
}

function gainOfPlacebo({ losses }: WalkedCoin, placebo: Float64Array): number {
  return gainIn(losses.map((day, t) => ({ ...day, with: at(placebo, t) })));
}

function pooledPlaceboOf(
  coins: readonly { readonly coin: WalkedCoin; readonly placebos: PlaceboLosses }[],
  amounts: readonly number[],
) {
  const pooledWith = (lossesOf: (coin: (typeof coins)[number]) => readonly PairedLoss[]) =>
    gainIn(averageByDate(coins.map(lossesOf)));
  const gains = amounts.map((_, i) =>
    pooledWith(({ coin, placebos }) => {
      const own = at(placebos, i);
      return coin.losses.map((day, t) => ({ ...day, with: at(own, t) }));
    }),
  );
  return placeboAmong(
    pooledWith(({ coin }) => coin.losses),
    gains,
    amounts,
  );
}

function placeboAmong(gain: number, gains: Vector, amounts: readonly number[]) {
  return { shifts: amounts.length, amounts, pValue: placeboPValue(gain, gains) };
}

function verdictOf(evidence: SignalEvidence) {
  const verdict = signalVerdictOn(evidence);
  if (verdict === undefined) throw new RangeError('the placebos were not walked');
  return verdict;
}

/** Progress with the time that is left, by what was done so far. */
async function* timed<Progress extends { readonly done: number; readonly of: number }, Result>(
  stage: TestProgress['stage'],
  work: AsyncGenerator<Progress, Result, void>,
  gainAt: (progress: Progress) => number | null,
): AsyncGenerator<TestProgress, Result, void> {
  const start = performance.now();
  for (;;) {
    const step = await work.next();
    if (step.done) return step.value;
    const { done, of } = step.value;
    const secondsLeft = ((performance.now() - start) / 1000 / done) * (of - done);
    yield { kind: 'testing', stage, done, of, secondsLeft, gain: gainAt(step.value) };
  }
}
