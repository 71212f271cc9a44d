import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/**
 * Figures of another implementation, and the long CSV exports they were computed from. They are kept beside the
 * repository, not in it; a test that needs them says so where they are absent.
 */
export const sharedFolder = join(packageRoot, '..', 'shared');
export const hasReference = existsSync(join(sharedFolder, 'reference'));

/** What the name of a test that needs the figures says where they are absent. */
export const absence = hasReference ? '' : ' (not compared: ../shared/reference is absent)';

export interface PipelineReference {
  readonly file: string;
  readonly days: string;
  readonly first: string;
  readonly last: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly feature_rows: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly newest: Readonly<Record<string, number | string>> & { readonly as_of: string };
  readonly newest_probability: number;
  readonly scaler: { readonly min: Record<string, number>; readonly max: Record<string, number> };
  readonly objective: number;
  readonly intercept: number;
  readonly coefficients: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<'train' | 'test', Record<string, unknown>>>;
  readonly baselines: Readonly<Record<'base_rate' | 'majority' | 'persistence', Record<string, unknown>>>;
  readonly test_probabilities: readonly number[];
}

export function readReference<Reference>(name: string): Reference {
  return JSON.parse(readFileSync(join(sharedFolder, 'reference', name), 'utf8')) as Reference;
}

/** The CSV file that a reference was computed from. */
export function referenceCsv({ file }: { readonly file: string }): string {
  const folder = file.endsWith('-max.csv') ? 'coingecko' : 'figures';
  return join(sharedFolder, 'data', folder, file);
}

/** How far apart two numbers are, relative to the expected one. */
export function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
}
