import { isDeepStrictEqual } from 'node:util';
import type { EvaluationSummary } from '../results/evaluation.ts';
import { recipeId } from '../results/ledger-entry.ts';
import type { TrainedRun } from '../run.ts';
import { recipeOfRun, signalsOf } from './ledger-additions.ts';
import type { ReviewedEntry } from './review-ledger.ts';

/**
 * What a training's test came to among all that was tried; undefined where its entry is not there, or a newer one is.
 */
export function standingOfRun(
  run: Pick<TrainedRun, 'model' | 'settings' | 'data'>,
  others: readonly ReviewedEntry[],
): ReviewedEntry | undefined {
  const id = recipeId(recipeOfRun(run));
  return others.find(({ recipe, data }) => recipeId(recipe) === id && isOfDays(data, run.data));
}

/** The same of a walk-forward. What is kept of one does not tell how it stepped: the newest that fits counts. */
export function standingOfEvaluation(
  evaluation: Pick<
    EvaluationSummary,
    'featureSet' | 'signals' | 'l2' | 'halfLife' | 'window' | 'delay' | 'from' | 'to'
  >,
  others: readonly ReviewedEntry[],
): ReviewedEntry | undefined {
  const { featureSet, l2, halfLife, window, delay } = evaluation;
  const signals = signalsOf(evaluation);
  return others.findLast(({ recipe, data }) => {
    const { settings } = recipe;
    return (
      recipe.scheme === 'walk_forward' &&
      recipe.featureSet === featureSet &&
      isDeepStrictEqual(recipe.signals, signals) &&
      settings.l2 === l2 &&
      settings.half_life === halfLife &&
      settings.window === window &&
      settings.delay === delay &&
      isOfDays(data, evaluation)
    );
  });
}

function isOfDays(data: ReviewedEntry['data'], { from, to }: { readonly from: string; readonly to: string }) {
  return data.from === from && data.to === to;
}
