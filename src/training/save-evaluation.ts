import type { Context } from '../context.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { saveEvaluation } from '../workspace/evaluations.ts';
import { paths } from '../workspace/workspace.ts';
import type { Evaluated } from './evaluate.ts';

/** Writes what an evaluation brought in and came to, each file whole. Returns the paths of the evaluations. */
export async function saveEvaluated(
  { evaluations, markets }: Evaluated,
  { workspace, signal }: Context,
): Promise<readonly string[]> {
  signal.throwIfAborted();
  const retrieved = markets.flatMap((market) => market.retrieved);
  const outputs = evaluations.flatMap((each) => [paths.evaluatedDays(each), paths.evaluation(each)]);
  await storeCharts(workspace, retrieved, outputs);
  const saved: string[] = [];
  for (const evaluation of evaluations) saved.push(await saveEvaluation(workspace, evaluation));
  return saved;
}
