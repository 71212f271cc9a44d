import { listen } from '../../../async.ts';
import { defaultTask } from '../../../domain.ts';
import { featureSets, targets } from '../../../features/engineer.ts';
import { requestOnDisk } from '../../effects/on-disk.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import { taskOf } from '../../session/task.ts';

const BINS = 12;

/** The features are engineered when somebody looks, and anew where the chart or the set is another. */
export const featuresEffects: CreateEffects = ({ job, getState }) => {
  const [engineering, exporting] = [job(), job()];
  return (action) => {
    const { screen, features, data, train } = getState();
    const { featureSet, target, delay } = train.settings;
    const { view } = features;
    const isShown =
      view?.featureSet === featureSet && view.task.target === target && view.task.delay === delay;
    const isDue = !isShown && data.chart !== undefined && features.problem === undefined;
    if (screen === 'features' && isDue && !engineering.isRunning()) engineering.start(engineerFeatures);
    if (action.type === 'features export asked') exporting.start(exportFeatures);
  };
};

/** Engineers the features of what is on disk, in the set of the training form; nothing is written. */
export async function engineerFeatures({ context, getState, dispatch }: Work): Promise<void> {
  const { market, train } = getState();
  const { featureSet: name } = train.settings;
  const featureSet = featureSets[name];
  const task = taskOf(getState());
  const asked = { target: targets[task.target], delay: task.delay };
  const { summarise } = await import('../../../features/summary.ts');
  const { histogram } = await import('../../../features/histogram.ts');
  const { missingDays } = await import('../../../features/missing.ts');
  const { featureTableOf, prepareMarket } = await import('../../../training/prepare.ts');
  try {
    const request = requestOnDisk(market, 'max');
    const prepared = await listen(
      prepareMarket(request, { sets: [featureSet], target: asked.target }, context),
    );
    const table = featureTableOf(prepared, featureSet, asked);
    const missing = missingDays(prepared, featureSet);
    const summary = summarise(table).map((own, j) => ({
      ...own,
      missing: missing[own.feature] ?? 0,
      histogram: histogram(
        table.rows.map(({ values }) => values[j] ?? Number.NaN),
        BINS,
      ),
    }));
    dispatch({ type: 'features engineered', view: { featureSet: name, task, ...table, summary } });
  } catch (error) {
    dispatch({ type: 'features failed', ...explained(error, { too_few_rows: 'fetch or import more days' }) });
  }
}

/** Writes the feature rows of all days as CSV. */
export async function exportFeatures({ context, getState, dispatch }: Work): Promise<void> {
  const { market, features } = getState();
  const { featureSet, task } = features.view ?? { featureSet: 'classic' as const, task: defaultTask };
  const { makeFeatures } = await import('../../../training/make-features.ts');
  try {
    const made = await listen(makeFeatures(requestOnDisk(market, 'max'), { ...task, featureSet }, context));
    dispatch({ type: 'features exported', path: made.paths.features });
  } catch (error) {
    dispatch({ type: 'features failed', ...explained(error) });
  }
}
