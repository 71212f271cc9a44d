import { availableParallelism } from 'node:os';
import { atMostEvery, listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import {
  type FeatureSetName,
  featureSetNames,
  type Market,
  ROLLING_DAYS,
  type TargetName,
  type Task,
} from '../../../domain.ts';
import { dayLosses } from '../../../evaluation/losses.ts';
import { rollingSkill } from '../../../evaluation/skill.ts';
import type { DayForecast } from '../../../evaluation/walk-forward.ts';
import { targets } from '../../../features/engineer.ts';
import { at } from '../../../learning/vector.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import type { EvaluationSummary } from '../../../results/evaluation.ts';
import { defaultEvaluateSettings, type EvaluateProgress, evaluate } from '../../../training/evaluate.ts';
import {
  findEvaluation,
  type KeptEvaluation,
  type WholeEvaluation,
} from '../../../training/find-evaluation.ts';
import { standingOfEvaluation } from '../../../training/find-standing.ts';
import { askedOf } from '../../../training/review-ledger.ts';
import { saveEvaluated } from '../../../training/save-evaluation.ts';
import { saveTuned } from '../../../training/save-tuned.ts';
import { type TunedOutcome, tune } from '../../../training/tune.ts';
import { readEvaluation } from '../../../workspace/evaluations.ts';
import { type Explained, explained } from '../../effects/work.ts';
import type { WalkNow } from './state.ts';

/** A key that comes while a frame is drawn waits for it: so often shows all there is to see. */
const UPDATE_MS = 330;
const WALK_AGAIN = 'Enter walks forward again, and replaces it';

interface WalkArgs {
  readonly market: Market;
  readonly task: Task;
  readonly featureSet: FeatureSetName;
}

/** Walks forward over everything on disk, and keeps what it came to once it is whole. */
export async function* walkForwardOver(
  { market, task, featureSet }: WalkArgs,
  context: Context,
): AsyncGenerator<WalkNow, WholeEvaluation, void> {
  const settings = { ...defaultEvaluateSettings, ...task, featureSets: [featureSet] };
  const walking = evaluate([requestOnDisk(market, 'max')], settings, context);
  const evaluated = yield* coalesced(walking, { isRolling: true });
  const { evaluations } = await saveEvaluated(evaluated, context);
  return at(evaluations, 0);
}

/** Searches feature sets, penalties and windows, and enters all that it tried into the ledger. */
export async function* searchOver(
  { market, task }: Omit<WalkArgs, 'featureSet'>,
  context: Context,
): AsyncGenerator<WalkNow, TunedOutcome, void> {
  const threads = availableParallelism();
  const settings = { ...defaultEvaluateSettings, ...task, featureSets: featureSetNames, threads };
  const tuned = yield* coalesced(tune(requestOnDisk(market, 'max'), settings, context), {
    isRolling: false,
  });
  await saveTuned(tuned, context);
  const { walks: _days, market: _prices, ...outcome } = tuned;
  return outcome;
}

/** Folds as they arrive, a few times a second; the first and the last at once. */
async function* coalesced<Result>(
  walking: AsyncGenerator<EvaluateProgress, Result, void>,
  { isRolling }: { readonly isRolling: boolean },
): AsyncGenerator<WalkNow, Result, void> {
  const forecasts: DayForecast[] = [];
  const isTime = atMostEvery(UPDATE_MS);
  for (;;) {
    const step = await walking.next();
    if (step.done) return step.value;
    const progress = step.value;
    if (progress.kind !== 'fold') continue;
    if (isRolling) forecasts.push(...progress.forecasts);
    if (!isTime() && progress.done < 1) continue;
    const { featureSet, fold, folds, done, secondsLeft } = progress;
    const rolling = rollingSkill(dayLosses(forecasts), ROLLING_DAYS);
    yield { featureSet, fold, folds, done, secondsLeft, rolling };
  }
}

/** What is asked of every coin first. */
const firstTargets = ['direction', 'large_move'] as const satisfies readonly TargetName[];

interface TargetsArgs {
  readonly market: Market;
  /** Whether what is not kept yet is walked now. */
  readonly isWalked: boolean;
}

/** What a market's direction and its large moves are worth, each by the newest walk-forward of its own set. */
export async function compareTargets(
  { market, isWalked }: TargetsArgs,
  context: Context,
): Promise<readonly EvaluationSummary[]> {
  const known: EvaluationSummary[] = [];
  for (const target of firstTargets) {
    const featureSet = targets[target].defaultFeatureSet;
    const key = { ...market, target, delay: 0, featureSet, source: 'cache' } as const;
    try {
      const kept = await readEvaluation(context.workspace, key);
      if (kept !== undefined) known.push(kept);
      else if (isWalked) {
        const settings = { ...defaultEvaluateSettings, target, featureSets: [featureSet] };
        const walking = evaluate([requestOnDisk(market, 'max')], settings, context);
        known.push(...(await saveEvaluated(await listen(walking), context)).evaluations);
      }
    } catch (error) {
      // What cannot be walked, or is damaged, says nothing; the screen says why where it is asked for.
      explained(error);
    }
  }
  return known;
}

interface KeptEvaluations {
  readonly evaluations: Readonly<Partial<Record<FeatureSetName, KeptEvaluation>>>;
  readonly problem: Explained | undefined;
}

/** What is kept of a market's newest walk-forwards, one for each feature set. */
export async function readEvaluationsOf(
  { market, task }: Omit<WalkArgs, 'featureSet'>,
  context: Context,
): Promise<KeptEvaluations> {
  const evaluations: Partial<Record<FeatureSetName, KeptEvaluation>> = {};
  const { others } = await askedOf(context.workspace, { ...market, ...task });
  let problem: Explained | undefined;
  for (const featureSet of featureSetNames) {
    try {
      const kept = await findEvaluation({ ...market, ...task, featureSet, source: 'cache' }, context);
      if (kept === undefined) continue;
      evaluations[featureSet] = { ...kept, standing: standingOfEvaluation(kept.summary, others) };
    } catch (error) {
      problem = explained(error, { damaged_file: WALK_AGAIN });
    }
  }
  return { evaluations, problem };
}
