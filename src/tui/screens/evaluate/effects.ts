import { availableParallelism } from 'node:os';
import { listen } from '../../../async.ts';
import { type FeatureSetName, featureSetNames } from '../../../domain.ts';
import type { DayForecast } from '../../../evaluation/walk-forward.ts';
import type { EvaluateProgress } from '../../../training/evaluate.ts';
import type { KeptEvaluation } from '../../../training/find-evaluation.ts';
import { requestOnDisk } from '../../effects/on-disk.ts';
import { type CreateEffects, type Explained, explained, type Work } from '../../effects/work.ts';
import { isElsewhere, taskOf } from '../../session/task.ts';
import { isWalking, type WalkKind } from './state.ts';

/** Drawing takes a few milliseconds: ten times a second shows all there is to see. */
const UPDATE_MS = 100;
const MORE_DAYS = 'fetch or import more days on the Data screen';
const WALK_AGAIN = 'Enter walks forward again, and replaces it';

export const evaluateEffects: CreateEffects = ({ job, getState }) => {
  const [walking, reading] = [job(), job()];
  return (action, before, after) => {
    if (isElsewhere(before, after)) {
      walking.cancel();
      reading.cancel();
    }
    if (action.type === 'walk asked' && !isWalking(before.evaluate))
      walking.start((work) => runWalk(work, action.kind));
    if (action.type === 'walk cancelled') walking.cancel();
    // Earlier walk-forwards are read when somebody looks, and anew for another market.
    const { screen, evaluate } = getState();
    if (screen === 'evaluate' && !evaluate.isRead && !reading.isRunning()) reading.start(readEvaluations);
  };
};

/** Walks forward, live, over everything on disk, or searches; what a walk-forward came to is kept once it is whole. */
export async function runWalk(work: Work, kind: WalkKind): Promise<void> {
  try {
    await (kind === 'search' ? search(work) : walkForward(work));
  } catch (error) {
    work.dispatch({
      type: 'walk failed',
      ...explained(error, { too_few_rows: MORE_DAYS, one_class: MORE_DAYS }),
    });
  }
}

async function walkForward(work: Work): Promise<void> {
  const { context } = work;
  const { market, evaluate: state } = work.getState();
  const { defaultEvaluateSettings, evaluate } = await import('../../../training/evaluate.ts');
  const { saveEvaluated } = await import('../../../training/save-evaluation.ts');
  const settings = {
    ...defaultEvaluateSettings,
    ...taskOf(work.getState()),
    featureSets: [state.featureSet],
  };
  const walking = evaluate([requestOnDisk(market, 'max')], settings, context);
  const evaluated = await listen(walking, await reportTo(work, { isRolling: true }));
  await saveEvaluated(evaluated, context);
  const [evaluation] = evaluated.evaluations;
  if (evaluation !== undefined) work.dispatch({ type: 'walk done', evaluation });
}

async function search(work: Work): Promise<void> {
  const { context } = work;
  const { defaultEvaluateSettings } = await import('../../../training/evaluate.ts');
  const { tune } = await import('../../../training/tune.ts');
  const settings = {
    ...defaultEvaluateSettings,
    ...taskOf(work.getState()),
    featureSets: featureSetNames,
    threads: availableParallelism(),
  };
  const request = requestOnDisk(work.getState().market, 'max');
  const tuned = await listen(tune(request, settings, context), await reportTo(work, { isRolling: false }));
  context.signal.throwIfAborted();
  work.dispatch({ type: 'search done', tuned });
}

/** Hands on folds as they arrive, at most ten times a second; the first at once. */
async function reportTo(
  { dispatch }: Work,
  { isRolling }: { readonly isRolling: boolean },
): Promise<(progress: EvaluateProgress) => void> {
  const { ROLLING_DAYS } = await import('../../../evaluation/judgement.ts');
  const { dayLosses } = await import('../../../evaluation/losses.ts');
  const { rollingSkill } = await import('../../../evaluation/skill.ts');
  const forecasts: DayForecast[] = [];
  let shownAt = Number.NEGATIVE_INFINITY;
  return (progress) => {
    if (progress.kind !== 'fold') return;
    if (isRolling) forecasts.push(...progress.forecasts);
    const time = performance.now();
    if (time - shownAt < UPDATE_MS) return;
    shownAt = time;
    const { featureSet, fold, folds, done, secondsLeft } = progress;
    const rolling = rollingSkill(dayLosses(forecasts), ROLLING_DAYS);
    dispatch({ type: 'walk progressed', now: { featureSet, fold, folds, done, secondsLeft, rolling } });
  };
}

/** Reads what is kept of the market's newest walk-forwards, one for each feature set. */
export async function readEvaluations({ context, getState, dispatch }: Work): Promise<void> {
  const { market } = getState();
  const task = taskOf(getState());
  const { findEvaluation } = await import('../../../training/find-evaluation.ts');
  const evaluations: Partial<Record<FeatureSetName, KeptEvaluation>> = {};
  let problem: Explained | undefined;
  for (const featureSet of featureSetNames) {
    try {
      const kept = await findEvaluation({ ...market, ...task, featureSet, source: 'cache' }, context);
      if (kept !== undefined) evaluations[featureSet] = kept;
    } catch (error) {
      problem = explained(error, { damaged_file: WALK_AGAIN });
    }
  }
  dispatch({ type: 'evaluations read', evaluations, problem });
}
