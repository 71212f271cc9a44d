import { at } from '../learning/vector.ts';
import type { Forecast } from '../training/forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { formatSigned } from './format.ts';
import { renderTable } from './table.ts';

/** What each feature contributes to a forecast, in log-odds, and their sum. */
export function contributionTable({ contributions, probability }: Forecast, { model }: SavedRun): string {
  const rows = model.features.map((name, j) => [name, formatSigned(at(contributions, j), 4)]);
  return renderTable({
    head: ['Contribution', 'log-odds'],
    rows: [
      ...rows,
      ['intercept', formatSigned(model.parameters.intercept, 4)],
      ['sum', formatSigned(Math.log(probability / (1 - probability)), 4)],
    ],
  });
}
