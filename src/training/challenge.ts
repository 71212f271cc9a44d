import { addDays } from '../dates.ts';
import type { LabelledRow } from '../domain.ts';
import { addEvidence, type ForecastPair, logEValue, logMean, noEvidence } from '../evaluation/e-process.ts';
import { logit } from '../learning/logistic-regression.ts';
import { scaleRow } from '../learning/scalers.ts';
import type { CarriedEvidence } from '../results/decision.ts';
import type { TrainedRun } from '../run.ts';

/** Fewer rows than this decide nothing. */
const LEAST_ROWS = 30;

/** The e-value from which on the challenger replaces: one that is no better has a chance of at most 1/20 to reach it. */
export const REPLACING_E_VALUE = 20;

/**
 * On an unchanged market, forecasts from raw prices get worse by themselves: prices wander out of the range of the
 * training rows. So in its first year after its data end, a run is replaced only by what is better by over 0.2 nats a
 * day, later by what is better at all. `scripts/measure-retrain.js` shows what that comes to.
 */
const FIRST_YEAR_DAYS = 365;
const FIRST_YEAR_MARGIN = 0.2;

/** Whether evidence is enough to replace the run in use. */
export function replaces({ rows, logEValue: evidence }: CarriedEvidence): boolean {
  return rows >= LEAST_ROWS && evidence >= Math.log(REPLACING_E_VALUE);
}

/** Evidence with the rows that are judged now; null where there is none yet. */
export function carryOn(
  evidence: CarriedEvidence | null,
  inUse: Pick<TrainedRun, 'model' | 'data'>,
  {
    challenger,
    rows,
  }: { readonly challenger: Pick<TrainedRun, 'model'>; readonly rows: readonly LabelledRow[] },
): CarriedEvidence | null {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (first === undefined || last === undefined) return evidence;
  const [young, old] = inFirstYear(inUse, rows);
  const pairs = (some: readonly LabelledRow[], margin: number) =>
    some.map(
      (row): ForecastPair => ({
        challenger: logOddsOf(challenger, row),
        inUse: logOddsOf(inUse, row),
        actual: row.target,
        margin,
      }),
    );
  const firstYear = addEvidence(evidence?.firstYear ?? noEvidence, pairs(young, FIRST_YEAR_MARGIN));
  const later = addEvidence(evidence?.later ?? noEvidence, pairs(old, 0));
  return {
    rows: firstYear.rows + later.rows,
    from: evidence?.from ?? first.date,
    to: last.date,
    logEValue: logMean([logEValue(firstYear), logEValue(later)]),
    firstYear,
    later,
  };
}

/** Rows of a run's first year, and later ones. */
function inFirstYear({ data }: Pick<TrainedRun, 'data'>, rows: readonly LabelledRow[]) {
  const end = addDays(data.to, FIRST_YEAR_DAYS);
  return [rows.filter(({ date }) => date < end), rows.filter(({ date }) => date >= end)] as const;
}

/** What a model says of a row, in log-odds. */
export function logOddsOf({ model }: Pick<TrainedRun, 'model'>, { values }: LabelledRow): number {
  return logit(model.parameters, scaleRow(model.scaler, values));
}
