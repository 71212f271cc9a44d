import { create, erfDependencies } from 'mathjs';
import type { Verdict } from '../domain.ts';
import { at, checkLength, entry, type Vector } from '../learning/vector.ts';
import { directionOf, type Outcome } from './metrics.ts';

const { erf } = create({ ...erfDependencies });

export interface DieboldMariano {
  /** Positive where the first forecasts lost less; null where the losses never differ in their difference. */
  readonly statistic: number | null;
  /** The chance of such a statistic or a greater one, were the two equally good. */
  readonly pValue: number | null;
  readonly lag: number;
}

/**
 * The one-sided Diebold–Mariano test that a mean loss is below another's, on the same days. With
 * dₜ = other's loss − loss, the statistic is mean(d) / √(V/n), where V is the long-run variance of d by Newey
 * and West: γ₀ + 2·Σₖ (1 − k/(lag + 1))·γₖ with lag ⌊4·(n/100)^(2/9)⌋, and its tail is the normal one.
 * Source: Diebold & Mariano 1995, "Comparing predictive accuracy".
 *
 * @throws {RangeError} where there are not as many of one as of the other
 */
export function dieboldMariano(losses: Vector, otherLosses: Vector): DieboldMariano {
  checkLength(otherLosses, losses.length);
  return positiveMean(losses.map((loss, t) => at(otherLosses, t) - loss));
}

/** The same test of differences: that the mean of a series, whose values may be correlated in time, is above 0. */
export function positiveMean(differences: Vector): DieboldMariano {
  const n = differences.length;
  const lag = neweyWestLag(n);
  const average = differences.reduce((sum, d) => sum + d, 0) / n;
  const variance = neweyWestVariance(differences);
  if (!(variance > 0)) return { statistic: null, pValue: null, lag };
  const statistic = average / Math.sqrt(variance / n);
  return { statistic, pValue: normalTail(statistic), lag };
}

export interface PesaranTimmermann {
  /** Positive where directions are called right more often than independent calls would be. */
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Pesaran and Timmermann's one-sided test that forecasts and outcomes are dependent. With
 * P̂ the share called right, a the share of ups that came, f the share called, and P* = a·f + (1 − a)·(1 − f) the share
 * right by chance, the statistic is (P̂ − P*) / √(V(P̂) − V(P*)), its tail the normal one. With the two variances
 * written out, what is left is 4·a·(1 − a)·f·(1 − f)·(n − 1)/n². Null where it is undefined: where all calls, or all
 * days, go one way.
 * Source: Pesaran & Timmermann 1992, "A simple nonparametric test of predictive performance".
 */
export function pesaranTimmermann(outcomes: readonly Outcome[]): PesaranTimmermann | null {
  const n = outcomes.length;
  const share = (holds: (outcome: Outcome) => boolean) => outcomes.filter(holds).length / n;
  const right = share(({ probability, actual }) => directionOf(probability) === actual);
  const came = share(({ actual }) => actual === 1);
  const called = share(({ probability }) => directionOf(probability) === 1);
  const chance = came * called + (1 - came) * (1 - called);
  const variance = (4 * came * (1 - came) * called * (1 - called) * (n - 1)) / n ** 2;
  if (!(variance > 0)) return null;
  const statistic = (right - chance) / Math.sqrt(variance);
  return { statistic, pValue: normalTail(statistic) };
}

/** Better under a one-sided p of 0.05, worse over 0.95, else no better. */
export function verdictOf(pValue: number | null): Verdict {
  if (pValue === null) return 'no_better_than_baseline';
  if (pValue < 0.05) return 'better_than_baseline';
  return pValue > 0.95 ? 'worse_than_baseline' : 'no_better_than_baseline';
}

/** P(Z > z) for a standard normal Z. */
export function normalTail(z: number): number {
  return (1 - erf(z / Math.SQRT2)) / 2;
}

/** ⌊4·(n/100)^(2/9)⌋, at most n − 1. */
function neweyWestLag(n: number): number {
  return Math.min(Math.floor(4 * (n / 100) ** (2 / 9)), n - 1);
}

/**
 * The long-run variance of a series: γ₀ + 2·Σₖ (1 − k/(lag + 1))·γₖ, with γ its autocovariances.
 * Source: Newey & West 1987, "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent
 * covariance matrix".
 */
export function neweyWestVariance(series: Vector): number {
  const n = series.length;
  const lag = neweyWestLag(n);
  const average = series.reduce((sum, value) => sum + value, 0) / n;
  const centred = Float64Array.from(series, (value) => value - average);
  let variance = 0;
  for (let k = 0; k <= lag; k++) {
    let covariance = 0;
    for (let t = k; t < n; t++) covariance += entry(centred, t) * entry(centred, t - k);
    variance += (k === 0 ? 1 : 2 * (1 - k / (lag + 1))) * (covariance / n);
  }
  return variance;
}
