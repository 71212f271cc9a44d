import type { Context } from '../context.ts';
import { storeChart } from '../workspace/charts.ts';
import { saveEvaluation } from '../workspace/evaluations.ts';
import type { Evaluated } from './evaluate.ts';

/** Writes what an evaluation brought in and came to, each file whole. Returns the paths of the evaluations. */
export async function saveEvaluated(
  { evaluations, markets }: Evaluated,
  { workspace, signal }: Context,
): Promise<readonly string[]> {
  signal.throwIfAborted();
  for (const chart of markets.flatMap(({ retrieved }) => retrieved)) await storeChart(workspace, chart);
  const paths: string[] = [];
  for (const evaluation of evaluations) paths.push(await saveEvaluation(workspace, evaluation));
  return paths;
}
