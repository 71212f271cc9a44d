import type { DatedOutcome } from './losses.ts';
import { type DieboldMariano, positiveMean } from './significance.ts';

/**
 * Clark and West's one-sided test that forecasts hold any information beyond the base rate, whatever it costs to
 * estimate: with y what came, p₀ the base rate and p₁ the forecast, the mean of (y − p₀)·(p₁ − p₀) is above 0. The
 * variance and the tail are those of Diebold and Mariano's test.
 * Source: Clark & West 2007, "Approximately normal tests for equal predictive accuracy in nested models".
 */
export function clarkWest(
  days: readonly Pick<DatedOutcome, 'actual' | 'probability' | 'baseRate'>[],
): DieboldMariano {
  return positiveMean(
    days.map(({ actual, probability, baseRate }) => (actual - baseRate) * (probability - baseRate)),
  );
}
