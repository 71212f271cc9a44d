import { listen } from '../../../async.ts';
import { defaultTask } from '../../../domain.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { ask } from '../../effects/ask.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import { taskOf } from '../../session/task.ts';

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
  const { featureSet } = train.settings;
  try {
    const view = await ask('features', { market, featureSet, task: taskOf(getState()) }, context);
    dispatch({ type: 'features engineered', view });
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
