import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureSetName } from '../domain.ts';
import { packageRoot } from '../package-root.ts';

/**
 * Figures that pandas and scikit-learn computed, run to convergence. Those of the bundled snapshot are in
 * `reference/`, and every run of the tests compares them. Those of long exports, which may not be passed on, are
 * kept beside the repository: `npm run references` compares them.
 */
const shared = join(packageRoot, '..', 'shared');
const areOfExports = process.env.REFERENCES === 'exports';
const folder = areOfExports ? join(shared, 'reference') : join(packageRoot, 'src', 'testing', 'reference');

/** Metrics by their names in JSON; `confusion` has counts. */
type Figures = Readonly<Record<string, number>>;
export type ReferenceMetrics = Readonly<Record<string, number | Figures>>;

interface Test {
  readonly statistic: number;
  readonly p_value: number;
  readonly lag: number;
}

/** What both schemes have: the data, the feature rows, and how good the forecasts are. */
export interface Reference {
  readonly file: string;
  readonly days: '365' | 'max';
  readonly feature_set: FeatureSetName;
  readonly target: 'direction' | 'large_move' | 'beats_bitcoin';
  readonly l2: number;
  readonly half_life: number | null;
  readonly delay: number;
  readonly features: readonly string[];
  readonly usable: number;
  readonly positive_share: number;
  readonly first_date: string;
  readonly last_date: string;
  readonly filled: Readonly<Record<'price' | 'market_cap' | 'total_volume', number>>;
  readonly first_row: Figures;
  readonly last_row: Figures;
  readonly evaluated: number;
  readonly metrics: ReferenceMetrics;
  /** Their log losses. */
  readonly constants: Readonly<Record<'base_rate' | 'recent_base_rate' | 'coin_flip', number>>;
  readonly diebold_mariano: Readonly<Record<'base_rate' | 'recent_base_rate' | 'coin_flip', Test>>;
  readonly p_value_every_constant: number;
  readonly log_loss_skill: number;
  readonly clark_west: Test;
  readonly days_to_detect: number | null;
  readonly by_year: Readonly<Record<string, { readonly n: number; readonly skill: number }>>;
  readonly probabilities_head: readonly number[];
  readonly probabilities_tail: readonly number[];
  /** Where the target has one. */
  readonly backtest?: {
    readonly fee_bps: number;
    readonly strategy: Figures;
    readonly buy_and_hold: Figures;
  };
}

export interface TrainReference extends Reference {
  readonly train: number;
  readonly intercept: number;
  readonly coefficients: Figures;
  readonly train_metrics: ReferenceMetrics;
  readonly objective: number;
}

export interface WalkReference extends Reference {
  readonly folds: number;
  readonly initial_train: number;
}

type Scheme = 'train' | 'walk';
type ReferenceOf<S extends Scheme> = S extends 'train' ? TrainReference : WalkReference;

/** The references of a scheme, or of both, for `it.each`: each with the name that says what it is of. */
export function references<S extends Scheme>(
  ...schemes: readonly S[]
): readonly (readonly [string, ReferenceOf<S>])[] {
  const ofBundled = /^(train|walk)-(bitcoin|ethereum)-/;
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && ofBundled.test(file) !== areOfExports)
    .map((file) => file.slice(0, -'.json'.length))
    .filter((name) => schemes.some((scheme) => name.startsWith(`${scheme}-`)));
  return names.toSorted().map((name) => [name, readReference(name)]);
}

function readReference<R extends Reference>(name: string): R {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as R;
}

/** The coin of a reference. */
export function coinOf({ file }: Pick<Reference, 'file'>): 'bitcoin' | 'ethereum' {
  return /^(btc|bitcoin)/.test(file) ? 'bitcoin' : 'ethereum';
}

/** The CSV file that a reference was computed from. */
export function referenceCsv({ file }: Pick<Reference, 'file'>): string {
  const bundled = join(packageRoot, 'data', 'bundled', file);
  return existsSync(bundled) ? bundled : join(shared, 'data', 'coingecko', file);
}

/** Bitcoin's days beside those of a reference: the long export where it is compared, else the snapshot. */
export function bitcoinCsv(): string {
  return referenceCsv({ file: areOfExports ? 'btc-usd-max.csv' : 'bitcoin_usd.csv' });
}

/** How far apart two numbers are, relative to the expected one. */
export function relativeError(actual: number, expected: number): number {
  return actual === expected
    ? 0
    : Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
}
