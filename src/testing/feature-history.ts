import { addDays } from '../dates.ts';
import { seededRandom } from '../evaluation/random.ts';
import { type DriftReport, type FeatureHistory, measureDrift } from '../monitoring/drift.ts';
import { normal } from './labelled-rows.ts';

/** Two years of a market whose returns are independent, and whose volatility changes for the newest 60 days. */
export function history(seed: number, { volatility = 1, days = 731 } = {}): FeatureHistory {
  const random = seededRandom(seed * 7919);
  const returns = Array.from({ length: days }, (_, t) => normal(random) * (t >= days - 60 ? volatility : 1));
  const rows = returns.slice(14).map((value, i) => {
    const window = returns.slice(i + 1, i + 15);
    return {
      date: addDays('2024-01-01', i),
      values: [
        value,
        returns[i + 13] ?? 0,
        window.slice(-7).reduce((sum, r) => sum + r, 0),
        Math.sqrt(window.reduce((sum, r) => sum + r * r, 0) / 14),
        i % 7,
      ],
    };
  });
  return {
    features: ['log_return_1', 'log_return_1_lag_1', 'log_return_7', 'return_volatility_14', 'day_of_week'],
    rows,
    training: { count: 268, end: rows.length - 67 },
  };
}

/** Its drift, measured without a pause. */
export function measured(input: FeatureHistory): DriftReport {
  const work = measureDrift(input);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
