import { listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import type { FeatureSetName, Market, Task } from '../../../domain.ts';
import { featureSets, targets } from '../../../features/engineer.ts';
import { histogram, suitedBins } from '../../../features/histogram.ts';
import { missingDays } from '../../../features/missing.ts';
import { summarise } from '../../../features/summary.ts';
import { at } from '../../../learning/vector.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { featureTableOf, prepareMarket } from '../../../training/prepare.ts';
import type { FeatureView } from './state.ts';

const BINS = 12;

interface FeaturesArgs {
  readonly market: Market;
  readonly featureSet: FeatureSetName;
  readonly task: Task;
}

/** The feature rows of everything on disk, and what each feature looks like over them. */
export async function engineerFeaturesOf(
  { market, featureSet: name, task }: FeaturesArgs,
  context: Context,
): Promise<FeatureView> {
  const featureSet = featureSets[name];
  const target = targets[task.target];
  const request = requestOnDisk(market, 'max');
  const prepared = await listen(prepareMarket(request, { sets: [featureSet], target }, context));
  const table = featureTableOf(prepared, featureSet, { target, delay: task.delay });
  const missing = missingDays(prepared, featureSet);
  const summary = summarise(table).map((own, j) => {
    const column = table.rows.map(({ values }) => at(values, j));
    return {
      ...own,
      missing: missing[own.feature] ?? 0,
      histogram: histogram(column, suitedBins(column, BINS)),
    };
  });
  return { featureSet: name, task, ...table, summary };
}
