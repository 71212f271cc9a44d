import type { Verdict } from '../domain.ts';
import type { Vector } from '../learning/vector.ts';
import { type Constants, mapConstants } from './constants.ts';
import type { DayLoss } from './losses.ts';
import { type DieboldMariano, dieboldMariano } from './significance.ts';

/** Forecasts held against the constants on the same days. */
export interface Comparison {
  readonly n: number;
  readonly meanLoss: number;
  readonly constantLosses: Constants<number>;
  /** The one-sided test that the forecasts lose less than each constant. */
  readonly tests: Constants<DieboldMariano>;
  /** The largest p-value of the three; null where one is undefined. */
  readonly pValueEveryConstant: number | null;
}

/** Fewer rows than this show nothing. */
export const LEAST_ROWS_FOR_VERDICT = 30;
/** A mean loss that is lower by less than this does not matter. */
const LEAST_GAIN = 1e-5;

export function compareWithConstants(days: readonly Pick<DayLoss, 'loss' | 'constants'>[]): Comparison {
  const losses = days.map(({ loss }) => loss);
  const lossesOf = (name: keyof DayLoss['constants']) => days.map(({ constants }) => constants[name]);
  const tests = mapConstants((name) => dieboldMariano(losses, lossesOf(name)));
  const pValues = Object.values(tests).map(({ pValue }) => pValue);
  return {
    n: days.length,
    meanLoss: mean(losses),
    constantLosses: mapConstants((name) => mean(lossesOf(name))),
    tests,
    pValueEveryConstant: pValues.every((p) => p !== null) ? Math.max(...pValues) : null,
  };
}

/**
 * Better where every constant is beaten: p below 0.05 against each, and a mean loss lower than each one's by an amount
 * that matters. Worse where the one-sided p against the base rate is over 0.95. Under 30 rows nothing is said.
 */
export function verdictOn({ n, meanLoss, constantLosses, tests, pValueEveryConstant }: Comparison): Verdict {
  if (n < LEAST_ROWS_FOR_VERDICT) return 'too_few_rows';
  const gain = Math.min(...Object.values(constantLosses)) - meanLoss;
  if (pValueEveryConstant !== null && pValueEveryConstant < 0.05 && gain >= LEAST_GAIN) {
    return 'better_than_baseline';
  }
  const { pValue } = tests.baseRate;
  return pValue !== null && pValue > 0.95 ? 'worse_than_baseline' : 'no_better_than_baseline';
}

function mean(values: Vector): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
