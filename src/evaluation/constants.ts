import type { LabelledRow } from '../domain.ts';

/** The forecasts that never change, the same for every row: what a model that knows something must beat. */
export interface Constants<T> {
  /** The share of 1s in the training rows. */
  readonly baseRate: T;
  /** The same share with newer rows weighing more. */
  readonly recentBaseRate: T;
  /** One half. */
  readonly coinFlip: T;
}

export const COIN_FLIP = 0.5;

type Targets = readonly Pick<LabelledRow, 'target'>[];

/** The share of 1s. */
export function baseRateOf(trainingRows: Targets): number {
  return trainingRows.filter(({ target }) => target === 1).length / trainingRows.length;
}

/**
 * The share of 1s where row i of n has the weight ½^((n − 1 − i)/h), h the half-life in rows; the plain share where
 * there is none.
 */
export function recentBaseRateOf(trainingRows: Targets, halfLife: number | null): number {
  if (halfLife === null) return baseRateOf(trainingRows);
  let [ones, all] = [0, 0];
  for (const [i, { target }] of trainingRows.entries()) {
    const weight = 0.5 ** ((trainingRows.length - 1 - i) / halfLife);
    all += weight;
    if (target === 1) ones += weight;
  }
  return ones / all;
}

/** Every constant by a function of its name. */
export function mapConstants<T>(of: (name: keyof Constants<T>) => T): Constants<T> {
  return { baseRate: of('baseRate'), recentBaseRate: of('recentBaseRate'), coinFlip: of('coinFlip') };
}
