import { addDays } from '../dates.ts';
import type { DayForecast } from '../evaluation/walk-forward.ts';

const OUTCOMES = '1110010101001110001111000110101111000111';

/**
 * Forty days whose forecasts are 0.5 + 0.2·sin t and base rates 0.5 + 0.02·cos(t/5): few enough that statsmodels, SciPy
 * and scikit-learn have computed everything that is said about them, and tests hold it against ours.
 */
export const wave: readonly DayForecast[] = [...OUTCOMES].map((outcome, t) => {
  const probability = 0.5 + 0.2 * Math.sin(t);
  return {
    date: addDays('2023-12-20', t),
    probability,
    logOdds: Math.log(probability / (1 - probability)),
    actual: outcome === '1' ? 1 : 0,
    baseRate: 0.5 + 0.02 * Math.cos(t / 5),
    recentBaseRate: 0.55,
    persistence: t % 2 === 0 ? 1 : 0,
  };
});
