import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { ExpectedError } from '../errors.ts';
import { newestRow } from '../features/engineer.ts';
import { requestOnDisk } from '../market-data/request-on-disk.ts';
import { byFeature } from '../results/run.ts';
import { featureTableFor, prepareMarket, purposeOf } from '../training/prepare.ts';
import type { SavedRun } from '../workspace/runs.ts';

/** The newest feature values that are known of a run's market without asking anyone, to try the API with. */
async function exampleFor(
  { model }: SavedRun,
  context: Context,
): Promise<Readonly<Record<string, number>> | undefined> {
  const request = requestOnDisk(model, 'max');
  try {
    const prepared = await listen(prepareMarket(request, purposeOf(model), context));
    const row = newestRow(featureTableFor(model, prepared).rows);
    return row && byFeature(model.features, row.values);
  } catch (error) {
    // A run trained from a file of one's own may have no stored chart: then there is no example.
    if (error instanceof ExpectedError) return undefined;
    throw error;
  }
}

/** The same, found once for each run. */
export function createExamples(context: Context): (run: SavedRun) => ReturnType<typeof exampleFor> {
  const known = new WeakMap<SavedRun, ReturnType<typeof exampleFor>>();
  return (run) => {
    const example = known.get(run) ?? exampleFor(run, context);
    known.set(run, example);
    return example;
  };
}
