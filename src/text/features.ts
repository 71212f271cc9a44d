import { type FeatureRow, targetColumns } from '../domain.ts';
import { at } from '../learning/vector.ts';
import type { MadeFeatures } from '../training/make-features.ts';
import { daysInWords } from './days.ts';
import { formatFixed, formatSigned, formatValue, plural } from './format.ts';
import { marketFlags } from './market-flags.ts';
import { sourceInWords } from './sentences.ts';
import { renderTable } from './table.ts';

/** The newest feature rows, one column a day so that long names and values fit, and a summary of each feature. */
export function featuresText(made: MadeFeatures, newest: readonly FeatureRow[]): string {
  const { counts } = made;
  return [
    `${made.coin} in ${made.vsCurrency}, from ${sourceInWords(made.source)}: ${made.from} to ${made.to}, ${daysInWords(counts)}`,
    '',
    ...blocks(newest, made).flatMap((block) => [block, '']),
    renderTable({
      head: [`Over ${plural(made.rows.length, 'row')}`, 'min', 'mean', 'max', 'deviation', 'r with target'],
      rows: made.summary.map(({ feature, min, mean, max, deviation, correlation }) => [
        feature,
        formatValue(min),
        formatValue(mean),
        formatValue(max),
        deviation === null ? '–' : formatValue(deviation),
        correlation === null ? formatFixed(null) : formatSigned(correlation),
      ]),
    }),
    '',
    `Written     ${made.paths.features}`,
    `Next        crypto-predict train ${marketFlags(made)}`,
  ].join('\n');
}

const COLUMNS = 5;

function blocks(
  rows: readonly FeatureRow[],
  { features, target }: Pick<MadeFeatures, 'features' | 'target'>,
): readonly string[] {
  const made: string[] = [];
  for (let first = 0; first < rows.length; first += COLUMNS) {
    const shown = rows.slice(first, first + COLUMNS);
    made.push(
      renderTable({
        head: ['', ...shown.map(({ date }) => date)],
        rows: [
          ...features.map((name, j) => [name, ...shown.map(({ values }) => formatValue(at(values, j)))]),
          [targetColumns[target], ...shown.map((row) => (row.target === null ? '–' : String(row.target)))],
        ],
      }),
    );
  }
  return made;
}
