import { listen } from '../../async.ts';
import type { Context } from '../../context.ts';
import { engineer, type FeatureSetName, featureSets } from '../../pipeline/features/engineer.ts';
import { requestOnDisk } from './data.ts';
import { explained, type Work } from './effects.ts';

const BINS = 12;

/** Engineers the features of what is shown, in the set of the training form; nothing is written. */
export async function engineerFeatures({ getState, dispatch }: Work): Promise<void> {
  const { data, train } = getState();
  const { featureSet: name } = train.settings;
  const days = data.chart?.days ?? [];
  const { summarise } = await import('../../pipeline/features/summary.ts');
  const { histogram } = await import('../../pipeline/features/histogram.ts');
  const { missingDays } = await import('../../pipeline/features/missing.ts');
  const table = engineer(days, featureSets[name]);
  if (table.rows.length === 0) {
    const message = `${days.length} days give no feature row`;
    return dispatch({
      type: 'features failed',
      message,
      hint: 'fetch or import more days: the first 29 give none',
    });
  }
  const missing = missingDays(days, featureSets[name]);
  const summary = summarise(table).map((own, j) => ({
    ...own,
    missing: missing[own.feature] ?? 0,
    histogram: histogram(
      table.rows.map(({ values }) => values[j] ?? Number.NaN),
      BINS,
    ),
  }));
  dispatch({ type: 'features engineered', view: { featureSet: name, ...table, summary } });
}

/** Writes the feature rows of all days as CSV. */
export async function exportFeatures({ getState, dispatch }: Work, context: Context): Promise<void> {
  const { market, features } = getState();
  const featureSet: FeatureSetName = features.view?.featureSet ?? 'classic';
  const { makeFeatures } = await import('../../pipeline/make-features.ts');
  try {
    const made = await listen(makeFeatures(requestOnDisk(market, 'max'), featureSet, context));
    dispatch({ type: 'features exported', path: made.paths.features });
  } catch (error) {
    dispatch({ type: 'features failed', ...explained(error) });
  }
}
