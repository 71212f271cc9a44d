import Papa from 'papaparse';
import {
  type Day,
  type Days,
  dayValues,
  type FeatureRow,
  type TargetName,
  targetColumns,
} from '../domain.ts';
import { type FeatureColumns, paths, type SourcedMarket, type Workspace, writeWhole } from './workspace.ts';

/** Writes the cleaned days of a market chart, with the names of the columns that were filled; returns the path. */
export async function saveDays(
  workspace: Workspace,
  market: SourcedMarket,
  days: readonly Day[],
): Promise<string> {
  const path = paths.processed(market);
  const rows = days.map(({ date, price, marketCap, totalVolume, filled }) => [
    date,
    price,
    marketCap,
    totalVolume,
    filledColumns(filled),
  ]);
  await writeWhole(workspace, path, csvOf(['date', 'price', 'market_cap', 'total_volume', 'filled'], rows));
  return path;
}

/** The names of the columns that were filled, with spaces between. */
function filledColumns(filled: Day['filled']): string {
  const names = Object.entries(dayValues).filter(([value]) => Object.hasOwn(filled, value));
  return names.map(([, name]) => name).join(' ');
}

export interface FeatureFile extends SourcedMarket, FeatureColumns {
  readonly days: Days;
  readonly target: TargetName;
  readonly features: readonly string[];
  readonly rows: readonly FeatureRow[];
}

/** Writes feature rows with their target, empty where it is unknown; returns the path. */
export async function saveFeatures(workspace: Workspace, file: FeatureFile): Promise<string> {
  const path = paths.features(file, file.days, file);
  await writeWhole(workspace, path, featureCsv(file));
  return path;
}

/** Feature rows as CSV. */
export function featureCsv({
  features,
  rows,
  target: name,
}: Pick<FeatureFile, 'features' | 'rows' | 'target'>): string {
  return csvOf(
    ['timestamp', ...features, targetColumns[name]],
    rows.map(({ date, values, target }) => [date, ...values, target]),
  );
}

/** A cell of text that a spreadsheet would take for a formula is neutralised; numbers are untouched. */
function csvOf(fields: readonly string[], data: unknown[][]): string {
  const text = Papa.unparse({ fields: [...fields], data }, { escapeFormulae: true, newline: '\n' });
  return `${text}\n`;
}
