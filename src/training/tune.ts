import type { Context } from '../context.ts';
import type { FeatureSetName, Instant, IsoDate, Market, Source, Task, UsedSignal } from '../domain.ts';
import { InputError } from '../errors.ts';
import type { BootstrapSettings } from '../evaluation/bootstrap.ts';
import { L2_CANDIDATES } from '../evaluation/choose-l2.ts';
import { type DayLoss, dayLosses } from '../evaluation/losses.ts';
import { nestedChoices } from '../evaluation/nested.ts';
import { type Skill, skillOf } from '../evaluation/skill.ts';
import { defaultInitialTrain, foldCount, type WalkForwardSettings } from '../evaluation/walk-forward.ts';
import { spanOf } from '../features/span.ts';
import { mean } from '../learning/scalers.ts';
import { at } from '../learning/vector.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import { type Candidate, type CandidateSettings, jobOf, prepareCandidates } from './candidates.ts';
import type { EvaluateProgress } from './evaluate.ts';
import { type PreparedMarket, usedSignalsOf } from './prepare.ts';
import { type Walk, walk } from './walk.ts';

export interface TuneSettings extends BootstrapSettings, CandidateSettings {
  readonly initialTrain: number | null;
  readonly step: number;
  readonly threads: number;
}

/** One way to train: what is searched over. */
export interface Recipe {
  readonly featureSet: FeatureSetName;
  readonly l2: number;
  /** How many of the newest rows are trained on; null for all. */
  readonly trainWindow: number | null;
}

/** A recipe and its mean log loss over all forecasts that choices were made by. */
export interface TriedRecipe extends Recipe {
  readonly logLoss: number;
}

/** What a search came to. */
export interface Tuned extends Market, Task {
  /** The signals beside the features of each set; none where it is left out. */
  readonly signals?: readonly UsedSignal[] | undefined;
  readonly source: Source;
  readonly retrievedAt: Instant;
  /** What it would choose today. */
  readonly choice: TriedRecipe;
  /** What is used where nothing is chosen. */
  readonly standard: TriedRecipe;
  /** All that was tried, the best first: seen by the choice, so no measure of what choosing is worth. */
  readonly tried: readonly TriedRecipe[];
  /** The days that no choice had seen. */
  readonly outer: {
    readonly days: number;
    readonly from: IsoDate;
    readonly to: IsoDate;
    readonly tunedLogLoss: number;
    readonly standardLogLoss: number;
    readonly baseRateLogLoss: number;
    /** 1 − tuned loss / standard's loss. */
    readonly gain: Skill;
    /** 1 − tuned loss / base rate's loss. */
    readonly skill: Skill;
  };
  /** From which day on which recipe was used, where it changed. */
  readonly changes: readonly (Recipe & { readonly from: IsoDate })[];
  /** How many different recipes were used over time. */
  readonly recipesUsed: number;
  /** Every walk-forward, with what its days cost. */
  readonly walks: readonly TunedWalk[];
  readonly market: PreparedMarket;
}

/** What a search came to without what it came from: the prices, and the days of every walk-forward. */
export type TunedOutcome = Omit<Tuned, 'walks' | 'market'>;

/** The walk-forward of a recipe. */
export interface TunedWalk {
  readonly featureSet: FeatureSetName;
  readonly settings: WalkForwardSettings;
  readonly losses: readonly DayLoss[];
}

/** In rows: all, four years, two years. */
const TRAIN_WINDOWS = [null, 1460, 730] as const;

/**
 * Nested walk-forward: every recipe walks forward once; every `step` rows the recipe that had lost least until then is
 * used for the rows that follow, which no choice had seen. Writes nothing.
 *
 * @throws {InputError} where there are too few rows
 */
export async function* tune(
  request: ChartRequest,
  settings: TuneSettings,
  context: Context,
): AsyncGenerator<EvaluateProgress, Tuned, void> {
  const candidates = yield* prepareCandidates(request, settings, context);
  const recipes = candidates.flatMap((candidate) => recipesOf(candidate, settings));
  const walked = yield* walk(
    recipes.map(({ walk }) => walk),
    { ...settings, signal: context.signal },
  );
  const losses = walked.map(({ forecasts }) => dayLosses(forecasts));
  const tried = recipes.map(({ recipe }, i) => ({ ...recipe, logLoss: meanLoss(at(losses, i)) }));
  const [market, standard, standardLosses] = [candidates[0]?.market, tried[0], losses[0]];
  if (market === undefined || standard === undefined || standardLosses === undefined) {
    throw new Error('there is nothing to tune');
  }

  const first = defaultInitialTrain(standardLosses.length);
  const choices = nestedChoices(
    losses.map((days) => days.map(({ loss }) => loss)),
    { first, step: settings.step },
  );
  const best = tried.toSorted((a, b) => a.logLoss - b.logLoss);
  const { coin, vsCurrency, source, retrievedAt } = market.chart;
  return {
    coin,
    vsCurrency,
    target: settings.target,
    delay: settings.delay,
    signals: usedSignalsOf(market),
    source,
    retrievedAt,
    choice: best[0] ?? standard,
    standard,
    tried: best,
    outer: outerOf({ choices, losses, standardLosses: standardLosses.slice(first), first }, settings),
    changes: choices.flatMap((choice, t) => {
      const recipe = recipes[choice]?.recipe;
      const isChange = choice !== choices[t - 1] && recipe !== undefined;
      return isChange ? [{ ...recipe, from: at(standardLosses, first + t).date }] : [];
    }),
    recipesUsed: new Set(choices).size,
    walks: recipes.map(({ recipe, walk: { job } }, i) => ({
      featureSet: recipe.featureSet,
      settings: job.settings,
      losses: at(losses, i),
    })),
    market,
  };
}

interface Outer {
  readonly choices: readonly number[];
  readonly losses: readonly (readonly DayLoss[])[];
  readonly standardLosses: readonly DayLoss[];
  readonly first: number;
}

/** What choosing was worth on the days that no choice had seen, beside the standard recipe and its base rate. */
function outerOf(
  { choices, losses, standardLosses, first }: Outer,
  settings: BootstrapSettings,
): Tuned['outer'] {
  if (standardLosses.length < 2) throw tooFew(standardLosses.length);
  const tuned = choices.map((choice, t) => at(at(losses, choice), first + t).loss);
  const beside = (other: (day: DayLoss) => number): Skill =>
    skillOf(tuned, standardLosses.map(other), settings);
  return {
    days: standardLosses.length,
    ...spanOf(standardLosses),
    tunedLogLoss: mean(tuned),
    standardLogLoss: meanLoss(standardLosses),
    baseRateLogLoss: mean(standardLosses.map(({ constants }) => constants.baseRate)),
    gain: beside(({ loss }) => loss),
    skill: beside(({ constants }) => constants.baseRate),
  };
}

/** The standard recipe of a feature set first, then all others. */
function recipesOf(
  candidate: Candidate,
  { initialTrain, step }: TuneSettings,
): readonly { readonly recipe: Recipe; readonly walk: Walk }[] {
  const standard = jobOf(candidate, { initialTrain, step, l2: null, halfLife: null, window: null });
  const recipeWith = (l2: number, trainWindow: number | null) => ({
    recipe: { featureSet: candidate.featureSet.name, l2, trainWindow },
    walk: { candidate, job: { ...standard, settings: { ...standard.settings, l2, trainWindow } } },
  });
  const { defaultL2 } = candidate.featureSet;
  const { initialTrain: first, step: rowsOfStep } = standard.settings;
  const steps = foldCount(standard.rows.length, standard.settings);
  // A window that no step fills trains what all rows train: the same recipe by another name.
  const most = first + (steps - 1) * rowsOfStep;
  const windows = TRAIN_WINDOWS.filter((window) => window === null || window < most);
  const others = windows.flatMap((window) =>
    L2_CANDIDATES.filter((l2) => window !== null || l2 !== defaultL2).map((l2) => recipeWith(l2, window)),
  );
  return [recipeWith(defaultL2, null), ...others];
}

function meanLoss(days: readonly DayLoss[]): number {
  return mean(days.map(({ loss }) => loss));
}

function tooFew(days: number): InputError {
  return new InputError({
    code: 'too_few_rows',
    message: `${days} days are left to judge the choice by`,
    hint: 'use more days, or a shorter first window',
    facts: { isWalk: 1 },
  });
}
