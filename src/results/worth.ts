import type { Verdict } from '../domain.ts';
import type { TrainedRun } from '../run.ts';
import type { EvaluationSummary } from './evaluation.ts';

/** What a run's forecasts are worth, and what says so. */
export interface Worth {
  /** A test split is provisional: it judges by few days. */
  readonly evaluation: 'walk_forward' | 'test_split';
  readonly verdict: Verdict;
  /** 1 − log loss / log loss of the base rate; null where that is 0 or none. */
  readonly skill: number | null;
  readonly evaluatedRows: number;
}

/** By the walk-forward of a run where it has one, else by its own test rows. */
export function worthOf({
  evaluation,
  metrics: { test },
  baselines: { baseRate },
  verdict,
}: Pick<TrainedRun, 'metrics' | 'baselines' | 'verdict'> & {
  readonly evaluation?: EvaluationSummary | undefined;
}): Worth {
  if (evaluation !== undefined) {
    return {
      evaluation: 'walk_forward',
      verdict: evaluation.verdict,
      skill: evaluation.skill.logLossSkill,
      evaluatedRows: evaluation.metrics.n,
    };
  }
  const isDefined = test.logLoss !== null && baseRate.logLoss !== null && baseRate.logLoss > 0;
  return {
    evaluation: 'test_split',
    verdict,
    skill: isDefined ? 1 - test.logLoss / baseRate.logLoss : null,
    evaluatedRows: test.n,
  };
}
