import { listen } from '../../../async.ts';
import { defaultTask, type FeatureSetName } from '../../../domain.ts';
import { featureSets } from '../../../features/engineer.ts';
import { requestOnDisk } from '../../effects/on-disk.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';

const BINS = 12;

/** The features are engineered when somebody looks, and anew where the chart or the set is another. */
export const featuresEffects: CreateEffects = ({ job, getState }) => {
  const [engineering, exporting] = [job(), job()];
  return (action) => {
    const { screen, features, data, train } = getState();
    const isShown = features.view?.featureSet === train.settings.featureSet;
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
  const { summarise } = await import('../../../features/summary.ts');
  const { histogram } = await import('../../../features/histogram.ts');
  const { missingDays } = await import('../../../features/missing.ts');
  const { featureTableOf, prepareMarket } = await import('../../../training/prepare.ts');
  try {
    const request = requestOnDisk(market, 'max');
    const prepared = await listen(prepareMarket(request, { sets: [featureSet] }, context));
    const table = featureTableOf(prepared, featureSet);
    const missing = missingDays(prepared, featureSet);
    const summary = summarise(table).map((own, j) => ({
      ...own,
      missing: missing[own.feature] ?? 0,
      histogram: histogram(
        table.rows.map(({ values }) => values[j] ?? Number.NaN),
        BINS,
      ),
    }));
    dispatch({ type: 'features engineered', view: { featureSet: name, ...table, summary } });
  } catch (error) {
    dispatch({ type: 'features failed', ...explained(error, { too_few_rows: 'fetch or import more days' }) });
  }
}

/** Writes the feature rows of all days as CSV. */
export async function exportFeatures({ context, getState, dispatch }: Work): Promise<void> {
  const { market, features } = getState();
  const featureSet: FeatureSetName = features.view?.featureSet ?? 'classic';
  const { makeFeatures } = await import('../../../training/make-features.ts');
  try {
    const made = await listen(
      makeFeatures(requestOnDisk(market, 'max'), { ...defaultTask, featureSet }, context),
    );
    dispatch({ type: 'features exported', path: made.paths.features });
  } catch (error) {
    dispatch({ type: 'features failed', ...explained(error) });
  }
}
