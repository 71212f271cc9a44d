import type { DatedForecast, Forecast } from '../training/forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { formatFixed } from './format.ts';
import { worthSentence } from './sentences.ts';

/** A forecast, for people, with what it is worth, and its contributions where they are given. */
export function forecastText(
  forecast: Forecast | DatedForecast,
  run: SavedRun,
  contributions?: string,
): string {
  const headline =
    'asOf' in forecast
      ? `${run.model.coin}, ${forecastLine(forecast)}`
      : `${run.model.coin}: ${directionWord(forecast.prediction)}, P(up) = ${formatFixed(forecast.probability, 3)}`;
  return [
    headline,
    ...[...forecast.warnings.map(({ message }) => message), ...(run.problems ?? [])].map(warningLine),
    ...(contributions === undefined ? [] : ['', contributions, '']),
    worthSentence(run),
    `By run ${run.id}`,
  ].join('\n');
}

/** `2026-02-01: ▼ DOWN, P(up) = 0.447, from the prices to 2026-01-31` */
export function forecastLine(forecast: DatedForecast): string {
  return `${forecast.for}: ${directionWord(forecast.prediction)}, P(up) = ${formatFixed(forecast.probability, 3)}, from the prices to ${forecast.asOf}`;
}

/** `▲ UP` or `▼ DOWN` */
export function directionWord(prediction: 0 | 1): string {
  return prediction === 1 ? '▲ UP' : '▼ DOWN';
}

/** A warning as a line of its own. */
export function warningLine(warning: string): string {
  return `! ${warning}`;
}
