import {
  type DayValue,
  defaultTask,
  type FeatureSetName,
  type Instant,
  type Market,
  type MarketChart,
  type Model,
  type SignalUse,
  type Task,
  type Verdict,
} from './domain.ts';
import type { Baselines } from './evaluation/baselines.ts';
import type { HighAccuracy } from './evaluation/high-accuracy.ts';
import type { Metrics } from './evaluation/metrics.ts';
import type { Epoch, Fit } from './learning/fit.ts';
import type { OptimizerName } from './learning/optimizer-names.ts';
import type { KnownDays } from './results/known-days.ts';

/** The penalty on weights, or `auto` for the one that forward-chained folds of the training rows like best. */
export type L2 = number | 'auto';

/** After how many rows a training row weighs half as much as the newest one; `none` where all weigh the same. */
export type HalfLife = number | 'none';

export interface TrainSettings extends Task {
  /** Signals beside the features of the set; none where it is left out. */
  readonly signals?: SignalUse | undefined;
  readonly featureSet: FeatureSetName;
  readonly testSize: number;
  /** The feature set's own where none is given. */
  readonly l2: L2 | null;
  /** The feature set's own where none is given. */
  readonly halfLife: HalfLife | null;
  /** How many of the newest rows before a forecast train it; null for all. */
  readonly window: number | null;
  readonly optimizer: OptimizerName;
  /** 1/L of the data where none is given. */
  readonly learningRate: number | null;
  readonly epochs: number;
  readonly tolerance: number;
}

/** What `train` uses where nothing else is said. */
export const defaultSettings: TrainSettings = {
  ...defaultTask,
  featureSet: 'classic',
  testSize: 0.2,
  l2: null,
  halfLife: null,
  window: null,
  optimizer: 'nesterov',
  learningRate: null,
  epochs: 10_000,
  tolerance: 1e-8,
};

/** The mean log losses after an epoch. */
export interface Losses {
  readonly train: number;
  readonly test: number;
}

export interface CurvePoint extends Losses {
  readonly epoch: number;
}

/** The baselines on the test rows; runs of the first version do not know every constant. */
export type RunBaselines = Pick<Baselines<Metrics>, 'baseRate' | 'majority' | 'persistence'> &
  Partial<Pick<Baselines<Metrics | undefined>, 'recentBaseRate' | 'coinFlip'>>;

/** One training: its model, where it came from, and how good it is. */
export interface TrainedRun {
  readonly model: Model;
  readonly createdAt: Instant;
  readonly data: Omit<MarketChart, keyof Market | 'observations'> & {
    readonly from: string;
    readonly to: string;
    /** The days that features were computed over; undefined in runs of the first version. */
    readonly known?: KnownDays | undefined;
    readonly rows: {
      readonly days: number;
      readonly usable: number;
      readonly train: number;
      readonly test: number;
      readonly filled: number;
      /** How many values of each column were filled; not known of runs of version 0.1.0. */
      readonly filledByColumn?: Readonly<Record<DayValue, number>> | undefined;
    };
  };
  readonly settings: TrainSettings & {
    readonly l2: number;
    /** Whether the penalty was chosen by forward-chained folds. */
    readonly l2Auto: boolean;
    readonly halfLife: HalfLife;
    readonly learningRate: number;
  };
  readonly fit: Pick<Fit, 'outcome'> & Pick<Epoch, 'epoch' | 'objective' | 'gradientNorm'>;
  readonly baseRate: number;
  readonly metrics: { readonly train: Metrics; readonly test: Metrics };
  readonly baselines: RunBaselines;
  /** Of the Diebold–Mariano test against the base rate on the test rows; null where it is undefined. */
  readonly pValue: number | null;
  /** The largest of those against every constant. */
  readonly pValueEveryConstant: number | null;
  readonly verdict: Verdict;
  /** Why the accuracy on the test rows is higher than daily prices have been seen to give; null where it is not. */
  readonly highAccuracy: HighAccuracy | null;
  readonly curve: readonly CurvePoint[];
}
