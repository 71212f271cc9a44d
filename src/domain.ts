import type { Parameters } from './learning/logistic-regression.ts';
import type { Vector } from './learning/vector.ts';

/** A UTC calendar day, `YYYY-MM-DD`. */
export type IsoDate = string;

/** A moment, ISO 8601 with `Z`. */
export type Instant = string;

/** What is traded against what: `bitcoin` in `usd`. */
export interface Market {
  readonly coin: string;
  readonly vsCurrency: string;
}

/** One UTC calendar day of a market; null is a missing value. */
export interface Observation {
  readonly date: IsoDate;
  readonly price: number | null;
  readonly marketCap: number | null;
  readonly totalVolume: number | null;
}

/** How many of the newest days; `max` is all of them. */
export type Days = number | 'max';

/**
 * The exchanges whose daily candles can be had: what each is called, and what it quotes in, the usual currency first.
 */
export const exchanges = {
  coinbase: { title: 'Coinbase', vsCurrencies: ['usd', 'eur', 'gbp'] },
  binance: { title: 'Binance', vsCurrencies: ['usdt'] },
} as const satisfies Record<string, { title: string; vsCurrencies: readonly [string, ...string[]] }>;
export type ExchangeName = keyof typeof exchanges;
export const exchangeNames = Object.keys(exchanges) as readonly ExchangeName[];

/** Whether a source is an exchange, which has a stored chart of its own. */
export function isExchange(source: string): source is ExchangeName {
  return Object.hasOwn(exchanges, source);
}

/**
 * Where observations came from. `cache` is the stored chart of CoinGecko's and imported days; an exchange has its own.
 */
export const sources = ['coingecko', 'cache', 'bundled', 'csv', ...exchangeNames] as const;
export type Source = (typeof sources)[number];

/** Where a user may want them from: `auto` is the freshest that can be had without an exchange. */
export const sourceChoices = ['auto', 'coingecko', 'cache', 'bundled', ...exchangeNames] as const;
export type SourceChoice = (typeof sourceChoices)[number];

/** As what a file was read. */
export interface ReadAs {
  /** The form of the file: `Yahoo Finance`. */
  readonly form: string;
  /** Whether its prices are those of the start of their date, or of its end. */
  readonly pricesAt: 'start' | 'end';
  /** What total_volume is: `usd`, or `coin, not used`; null where the file has none. */
  readonly volume: string | null;
}

/** The ordered observations of a market, one a day, days may be missing. */
export interface MarketChart extends Market {
  readonly observations: readonly Observation[];
  /** Where the newest observations came from, and when. */
  readonly source: Source;
  readonly retrievedAt: Instant;
  /** As what the file was read that they came from; undefined where they came from elsewhere. */
  readonly readAs?: ReadAs | undefined;
}

/** The values of a day, by the names that files and JSON have for them. */
export const dayValues = { price: 'price', marketCap: 'market_cap', totalVolume: 'total_volume' } as const;
export type DayValue = keyof typeof dayValues;

/** Where a value that is missing was filled from: the days before it or, at the head alone, the days after it. */
export type Filled = 'forward' | 'backward';

/** One cleaned day: what was missing is filled and marked. */
export interface Day {
  readonly date: IsoDate;
  readonly price: number;
  /** null where it is known on no day. */
  readonly marketCap: number | null;
  /** null where it is known on no day. */
  readonly totalVolume: number | null;
  readonly filled: Readonly<Partial<Record<DayValue, Filled>>>;
}

/** What can be forecast of a day, the default one first. */
export const targetNames = ['direction', 'large_move', 'beats_bitcoin'] as const;
export type TargetName = (typeof targetNames)[number];

/** The column of a target beside features, in files and as JSON. */
export const targetColumns: Readonly<Record<TargetName, string>> = {
  direction: 'target_price_up',
  large_move: 'target_large_move',
  beats_bitcoin: 'target_beats_bitcoin',
};

/** What is forecast, and from how old values. */
export interface Task {
  readonly target: TargetName;
  /** Days between the newest value that a forecast looks at and the price it is made at. */
  readonly delay: number;
}

/** What is forecast where nothing is said. */
export const defaultTask: Task = { target: 'direction', delay: 0 };

/** A target of a market, tomorrow's direction where none is named. One run is in use for each. */
export interface MarketTarget extends Market {
  readonly target?: TargetName | undefined;
}

/** `bitcoin in usd`, and what is forecast of it where that is not its direction. */
export function marketInWords({ coin, vsCurrency, target = 'direction' }: MarketTarget): string {
  return `${coin} in ${vsCurrency}${target === 'direction' ? '' : ` for ${target}`}`;
}

/** Whether what a target asks of a day came: 1, or not: 0. */
export type Label = 0 | 1;

/** One date's feature values in the order of their set, and its target where it is known. */
export interface FeatureRow {
  readonly date: IsoDate;
  readonly values: Vector;
  /** Whether the target comes tomorrow; null where that is unknown, or a price behind it was filled. */
  readonly target: Label | null;
  /** Whether the target came today: what persistence expects of tomorrow. */
  readonly persistence: Label;
  readonly priceFilled: boolean;
}

/** A feature row whose target is known: one to train or test on. */
export type LabelledRow = FeatureRow & { readonly target: Label };

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What maps raw feature values to the scaled space of the weights: x ↦ (x − offset) / scale, 0 where constant. */
export interface Scaler {
  readonly name: 'min-max' | 'standard';
  readonly offsets: Vector;
  /** 0 marks a feature that was constant in the training rows. */
  readonly scales: Vector;
}

/** The feature sets, the default one first. */
export const featureSetNames = ['classic', 'returns', 'market', 'volatility'] as const;
export type FeatureSetName = (typeof featureSetNames)[number];

/** A signal of one's own as it was used: which values, known when, carried how far. */
export interface UsedSignal {
  readonly name: string;
  readonly known: 'end' | 'start';
  /** How many days after it became known a value was used at most. */
  readonly carry: number;
  /** SHA-256 of its values and of when they are known. */
  readonly fingerprint: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Which signals are to be used, by name, and how far they are carried. */
export interface SignalUse {
  readonly names: readonly string[];
  readonly carry: number;
}

/** All that a forecast needs. */
export interface Model extends Market, Task {
  /** The signals among the features; none where it is left out. */
  readonly signals?: readonly UsedSignal[] | undefined;
  readonly featureSet: FeatureSetName;
  readonly features: readonly string[];
  readonly scaler: Scaler;
  readonly parameters: Parameters;
  /** Of the parameters, weights before the intercept; undefined in runs of the first version. */
  readonly covariance?: readonly Vector[] | undefined;
  /** The range of each feature in the training rows, outside which a forecast warns. */
  readonly trainingRanges: readonly Range[];
}

/** What forecasts are beside those that never change. */
export const verdicts = [
  'better_than_baseline',
  'no_better_than_baseline',
  'worse_than_baseline',
  'too_few_rows',
] as const;
export type Verdict = (typeof verdicts)[number];

/** How many days a skill over time is taken over. */
export const ROLLING_DAYS = 90;
