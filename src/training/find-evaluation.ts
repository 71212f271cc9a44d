import type { Context } from '../context.ts';
import { InputError } from '../errors.ts';
import { type Judgement, judge } from '../evaluation/judgement.ts';
import type { Multiplicity } from '../evaluation/ledger.ts';
import type { EvaluatedDays } from '../results/evaluated-days.ts';
import type { EvaluationSummary } from '../results/evaluation.ts';
import { readEvaluatedDays, readEvaluation } from '../workspace/evaluations.ts';
import type { EvaluationKey } from '../workspace/workspace.ts';

/** A walk-forward with all that is said about its days. */
export type WholeEvaluation = EvaluationSummary &
  Judgement &
  Pick<EvaluatedDays, 'forecasts'> & { readonly ledger?: Multiplicity | undefined };

/** What is kept of a walk-forward: what it came to, and the whole of it where its days are kept, too. */
export interface KeptEvaluation {
  readonly summary: EvaluationSummary;
  readonly whole: WholeEvaluation | undefined;
  /** What it is worth among all that were tried, by the ledger, where that was looked up. */
  readonly standing?: Multiplicity | undefined;
}

/**
 * The newest walk-forward of a market with a feature set, its kept days judged as they were when it was made;
 * undefined where there is none.
 *
 * @throws {InputError} where what is kept is damaged
 */
export async function findEvaluation(
  key: EvaluationKey,
  { workspace }: Pick<Context, 'workspace'>,
): Promise<KeptEvaluation | undefined> {
  const summary = await readEvaluation(workspace, key);
  if (summary === undefined) return undefined;
  const days = await readEvaluatedDays(workspace, key).catch(unlessOlder);
  if (days?.evaluatedAt !== summary.evaluatedAt) return { summary, whole: undefined };
  const { forecasts, settings } = days;
  return { summary, whole: { ...summary, forecasts, ...(await judge(days, settings)) } };
}

/** Days that an older version kept lack what they are judged by now: they count as not kept. */
function unlessOlder(error: unknown): undefined {
  if (error instanceof InputError && error.code === 'older_schema') return undefined;
  throw error;
}
