import type { Model } from '../domain.ts';
import type { DatedForecast, Forecast } from '../training/forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { formatFixed } from './format.ts';
import { worthSentence } from './sentences.ts';
import { callInWords, chanceName } from './target-words.ts';
import { thresholdInWords } from './threshold.ts';

/** A forecast, for people, with what it is worth, and its contributions where they are given. */
export function forecastText(
  forecast: Forecast | DatedForecast,
  run: SavedRun,
  contributions?: string,
): string {
  const { coin } = run.model;
  const headline =
    'asOf' in forecast
      ? `${coin}, ${forecastLine(forecast, run.model)}`
      : `${coin}: ${callLine(forecast, run.model)}`;
  return [
    headline,
    ...[...forecast.warnings.map(({ message }) => message), ...(run.problems ?? [])].map(warningLine),
    ...(contributions === undefined ? [] : ['', contributions, '']),
    worthSentence(run),
    `By run ${run.id}`,
  ].join('\n');
}

type Forecasting = Pick<Model, 'target' | 'vsCurrency'>;

/** `2026-02-01: ▼ DOWN, P(up) = 0.447, from the prices to 2026-01-31` */
export function forecastLine(forecast: DatedForecast, model: Forecasting): string {
  return `${forecast.for}: ${callLine(forecast, model)}, from the prices to ${forecast.asOf}`;
}

function callLine(
  { prediction, probability, threshold }: Pick<DatedForecast, 'prediction' | 'probability' | 'threshold'>,
  { target, vsCurrency }: Forecasting,
): string {
  const asked = threshold === undefined ? '' : ` (${thresholdInWords(threshold, vsCurrency)})`;
  return `${callInWords(target, prediction)}${asked}, ${chanceName(target)} = ${formatFixed(probability, 3)}`;
}

/** A warning as a line of its own. */
export function warningLine(warning: string): string {
  return `! ${warning}`;
}
