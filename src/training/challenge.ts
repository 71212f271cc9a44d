import { addDays } from '../dates.ts';
import type { IsoDate, Label } from '../domain.ts';
import { addEvidence, type Evidence, logEValue, noEvidence } from '../evaluation/e-process.ts';
import type { CarriedEvidence } from '../results/decision.ts';
import type { TrainedRun } from '../run.ts';

/** Fewer rows than this decide nothing. */
const LEAST_ROWS = 30;

/**
 * The e-value from which on the challenger replaces: one that is no better has a chance of at most 1/10 to reach it.
 */
export const REPLACING_E_VALUE = 10;

/**
 * On an unchanged market, forecasts from raw prices get worse by themselves: prices wander out of the range of the
 * training rows. So within a year after its data end, a run is replaced only by what is better by over half a nat a
 * day, later by what is better at all. `scripts/measure-retrain.js` shows what that comes to.
 */
const FIRST_YEAR_DAYS = 365;
const FIRST_YEAR_MARGIN = 0.5;

/** What both models say of a row, in log-odds, and what came. */
export interface JudgedRow {
  readonly date: IsoDate;
  readonly inUse: number;
  readonly challenger: number;
  readonly actual: Label;
}

/** By how much a challenger has to be better, in nats a day, where the newest day is `to`. */
export function marginOn(to: IsoDate, { data }: { readonly data: Pick<TrainedRun['data'], 'to'> }): number {
  return to < addDays(data.to, FIRST_YEAR_DAYS) ? FIRST_YEAR_MARGIN : 0;
}

/** Whether evidence is enough to replace the run in use. */
export function replaces({ rows, logEValue: evidence }: CarriedEvidence): boolean {
  return rows >= LEAST_ROWS && evidence >= Math.log(REPLACING_E_VALUE);
}

/** Evidence with the rows that are judged now; null where there is none yet. */
export function carryOn(
  evidence: CarriedEvidence | null,
  rows: readonly JudgedRow[],
  margin: number,
): CarriedEvidence | null {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (first === undefined || last === undefined) return evidence;
  const after = addEvidence(
    evidence === null ? noEvidence : betsIn(evidence),
    rows.map((row) => ({ ...row, margin })),
  );
  return { ...after, from: evidence?.from ?? first.date, to: last.date, logEValue: logEValue(after) };
}

/** What the bets have come to. Older decisions did not keep each: both go on from all of it. */
function betsIn({ rows, logEValue: all, coinFlip = all, challenger = all }: CarriedEvidence): Evidence {
  return { rows, coinFlip, challenger };
}
