import type { DatedForecast, Forecast } from '../pipeline/forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { formatFixed, formatSigned } from './format.ts';
import { worthSentence } from './sentences.ts';
import { renderTable } from './table.ts';
import { directionWord, forecastLine, warningLine } from './trained.ts';

/** A forecast, for people, with what it is worth. */
export function forecastText(
  forecast: Forecast | DatedForecast,
  run: SavedRun,
  { explain }: { readonly explain: boolean },
): string {
  const headline =
    'asOf' in forecast
      ? `${run.model.coin}, ${forecastLine(forecast)}`
      : `${run.model.coin}: ${directionWord(forecast.prediction)}, P(up) = ${formatFixed(forecast.probability, 3)}`;
  return [
    headline,
    ...forecast.warnings.map(warningLine),
    ...(explain ? ['', contributionTable(forecast, run), ''] : []),
    worthSentence(run),
    `By run ${run.id}`,
  ].join('\n');
}

function contributionTable({ contributions, probability }: Forecast, { model }: SavedRun): string {
  const rows = model.features.map((name, j) => [name, formatSigned(contributions[j] ?? 0, 4)]);
  return renderTable({
    head: ['Contribution', 'log-odds'],
    rows: [
      ...rows,
      ['intercept', formatSigned(model.parameters.intercept, 4)],
      ['sum', formatSigned(Math.log(probability / (1 - probability)), 4)],
    ],
  });
}
