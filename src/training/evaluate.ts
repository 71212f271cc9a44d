import type { Context } from '../context.ts';
import type {
  DayValue,
  FeatureSetName,
  Instant,
  IsoDate,
  Market,
  ReadAs,
  SignalUse,
  Source,
  Task,
  UsedSignal,
} from '../domain.ts';
import { accuracyLimitOf } from '../evaluation/high-accuracy.ts';
import {
  defaultJudgement,
  type JudgedDays,
  type Judgement,
  type JudgementSettings,
  judge,
} from '../evaluation/judgement.ts';
import type { Multiplicity } from '../evaluation/ledger.ts';
import { dayLosses } from '../evaluation/losses.ts';
import { type PooledSkill, pooledSkill } from '../evaluation/skill.ts';
import { foldCount, type Walked } from '../evaluation/walk-forward.ts';
import { filledByColumn, filledDays } from '../features/preprocess.ts';
import { spanOf } from '../features/span.ts';
import { at } from '../learning/vector.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { type KnownDays, knownDaysOf } from '../results/known-days.ts';
import type { HalfLife, L2 } from '../run.ts';
import { type Candidate, jobOf, prepareCandidates, type WalkSettings } from './candidates.ts';
import { changesFrom, volatilitiesOn } from './days-around.ts';
import { type PreparedMarket, usedSignalsOf } from './prepare.ts';
import { type FoldProgress, type Walk, walk } from './walk.ts';

export interface EvaluateSettings extends JudgementSettings, WalkSettings, Task {
  /** Several are compared on the same days. */
  readonly featureSets: readonly FeatureSetName[];
  /** Signals beside the features of each set; none where it is left out. */
  readonly signals?: SignalUse | undefined;
  readonly threads: number;
}

export const defaultEvaluateSettings: EvaluateSettings = {
  target: 'direction',
  delay: 0,
  featureSets: ['classic'],
  initialTrain: null,
  step: 30,
  l2: null,
  halfLife: null,
  window: null,
  threads: 1,
  ...defaultJudgement,
};

/** The walk-forward of one market with one feature set. */
export interface Evaluation extends Market, Task, Judgement, JudgedDays {
  readonly source: Source;
  readonly retrievedAt: Instant;
  readonly readAs?: ReadAs | undefined;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly known: KnownDays | undefined;
  readonly featureSet: FeatureSetName;
  /** The signals among the features; none where it is left out. */
  readonly signals?: readonly UsedSignal[] | undefined;
  readonly features: readonly string[];
  readonly l2: L2;
  readonly halfLife: HalfLife;
  /** How many of the newest rows before a forecast trained it. */
  readonly window: number | 'all';
  readonly folds: number;
  /** How many folds' fits ran out of epochs before they converged. */
  readonly unconvergedFolds: number;
  readonly rows: {
    readonly days: number;
    readonly filled: number;
    readonly filledByColumn: Readonly<Record<DayValue, number>>;
    readonly usable: number;
    readonly initialTrain: number;
    readonly step: number;
    readonly evaluated: number;
  };
  /** The dates of the first usable row, and of the first and the last that were forecast from. */
  readonly dates: {
    readonly usable: IsoDate;
    readonly firstEvaluated: IsoDate;
    readonly lastEvaluated: IsoDate;
  };
  readonly settings: JudgementSettings;
  readonly evaluatedAt: Instant;
  /** What it is worth among all that were made; undefined before it is entered into the ledger. */
  readonly ledger?: Multiplicity;
}

/** All coins of one feature set as one. */
export interface Pooled extends PooledSkill {
  readonly featureSet: FeatureSetName;
  readonly coins: readonly string[];
}

export interface Evaluated {
  /** Coin by coin, and of each coin set by set. */
  readonly evaluations: readonly Evaluation[];
  /** One for each feature set where there are several coins. */
  readonly pooled: readonly Pooled[];
  /** Of each coin, in the order they were asked for. */
  readonly markets: readonly PreparedMarket[];
}

export type EvaluateProgress = IngestProgress | FoldProgress;

/**
 * Walk-forward evaluation of markets with feature sets: ingest, preprocess, engineer, walk, judge. Writes nothing.
 *
 * @throws {InputError} where a market has too few rows, or the rows of the first window all go one way
 */
export async function* evaluate(
  requests: readonly ChartRequest[],
  settings: EvaluateSettings,
  context: Context,
): AsyncGenerator<EvaluateProgress, Evaluated, void> {
  const candidates: Candidate[] = [];
  for (const request of requests) {
    candidates.push(...(yield* prepareCandidates(request, settings, context)));
  }
  const markets = [...new Set(candidates.map(({ market }) => market))];
  const walks = candidates.map((candidate) => ({ candidate, job: jobOf(candidate, settings) }));
  const walked = yield* walk(walks, { ...settings, signal: context.signal });
  const evaluations: Evaluation[] = [];
  for (const [i, each] of walks.entries()) {
    evaluations.push(await evaluationOf({ ...each, ...at(walked, i) }, settings, context.now()));
  }
  return {
    evaluations,
    pooled: requests.length > 1 ? settings.featureSets.map((name) => pool(evaluations, name, settings)) : [],
    markets,
  };
}

/** What the walk-forward of a candidate came to. */
export async function evaluationOf(
  { candidate, job, forecasts, unconvergedFolds }: Walk & Walked,
  settings: JudgementSettings,
  now: Date,
): Promise<Evaluation> {
  const { chart, days, history } = candidate.market;
  const { target, delay } = candidate;
  const { threshold, feeBps, seed, resamples } = settings;
  const { initialTrain, step, l2, halfLife, trainWindow } = job.settings;
  const judged = {
    forecasts,
    volatilities: volatilitiesOn(forecasts, history),
    changes:
      target.worth && changesFrom(forecasts, history, target.worth({ ...candidate.market, days: history })),
    accuracyLimit: accuracyLimitOf(target.name),
  };
  return {
    coin: chart.coin,
    vsCurrency: chart.vsCurrency,
    source: chart.source,
    retrievedAt: chart.retrievedAt,
    readAs: chart.readAs,
    ...spanOf(days),
    target: target.name,
    delay,
    known: knownDaysOf(days),
    featureSet: candidate.featureSet.name,
    signals: usedSignalsOf(candidate.market),
    features: candidate.features,
    l2,
    halfLife: halfLife ?? 'none',
    window: trainWindow ?? 'all',
    folds: foldCount(job.rows.length, job.settings),
    unconvergedFolds,
    rows: {
      days: days.length,
      filled: filledDays(days),
      filledByColumn: filledByColumn(days),
      usable: job.rows.length,
      initialTrain,
      step,
      evaluated: forecasts.length,
    },
    dates: {
      usable: spanOf(job.rows).from,
      firstEvaluated: spanOf(forecasts).from,
      lastEvaluated: spanOf(forecasts).to,
    },
    settings: { threshold, feeBps, seed, resamples },
    evaluatedAt: now.toISOString(),
    ...judged,
    ...(await judge(judged, settings)),
  };
}

function pool(
  evaluations: readonly Evaluation[],
  featureSet: FeatureSetName,
  settings: JudgementSettings,
): Pooled {
  const ofSet = evaluations.filter((evaluation) => evaluation.featureSet === featureSet);
  return {
    featureSet,
    coins: ofSet.map(({ coin }) => coin),
    ...pooledSkill(
      ofSet.map(({ forecasts }) => dayLosses(forecasts)),
      settings,
    ),
  };
}
