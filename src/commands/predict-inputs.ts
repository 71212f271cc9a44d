import { parseFeatureJson } from '../features/feature-input.ts';
import { forecastJson } from '../results/forecast.ts';
import { forecastText } from '../text/forecast.ts';
import { forecast } from '../training/forecast.ts';
import { readInput } from '../training/input-file.ts';
import type { SavedRun } from '../workspace/runs.ts';
import type { App, Result } from './app.ts';

/** What a run says of the feature values in a file; - is stdin. */
export async function predictInputs(
  file: string,
  run: SavedRun,
  app: App,
  { explain }: { readonly explain: boolean },
): Promise<Result> {
  const input = await readInput(file, app.stdin);
  const { isArray, rows } = parseFeatureJson(input, run.model.features, file === '-' ? 'stdin' : file);
  const contributions = explain ? (await import('../text/contributions.ts')).contributionTable : undefined;
  const forecasts = rows.map((values) => forecast(run.model, values));
  const json = forecasts.map((made) => forecastJson(made, run, { explain }));
  return {
    json: isArray ? json : json[0],
    text: forecasts.map((made) => forecastText(made, run, contributions?.(made, run))).join('\n\n'),
  };
}
