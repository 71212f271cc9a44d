import type { Context } from '../context.ts';
import { at } from '../learning/vector.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { saveEvaluation } from '../workspace/evaluations.ts';
import { paths } from '../workspace/workspace.ts';
import { enter } from './enter.ts';
import type { Evaluated } from './evaluate.ts';
import { additionsOfEvaluated } from './ledger-additions.ts';

/**
 * Writes what an evaluation brought in and came to, each file whole, and enters it into the ledger. Returns it with
 * what each of its evaluations is worth among all that were made.
 */
export async function saveEvaluated(evaluated: Evaluated, context: Context): Promise<Evaluated> {
  const { evaluations, markets } = evaluated;
  const { workspace, signal } = context;
  signal.throwIfAborted();
  const retrieved = markets.flatMap((market) => market.retrieved);
  const outputs = evaluations.flatMap((each) => [paths.evaluatedDays(each), paths.evaluation(each)]);
  await storeCharts(workspace, retrieved, [...outputs, paths.ledger]);
  for (const evaluation of evaluations) await saveEvaluation(workspace, evaluation);
  const standings = await enter(additionsOfEvaluated(evaluated), context);
  return { ...evaluated, evaluations: evaluations.map((each, i) => ({ ...each, ledger: at(standings, i) })) };
}
