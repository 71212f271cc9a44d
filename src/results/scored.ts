import * as v from 'valibot';
import { targetNames } from '../domain.ts';
import { type DeepReadonly, type JsonOf, printedAs, toJson } from './codec.ts';
import { evaluationSchema, judgedParts, type PrintableEvaluation } from './evaluation.ts';
import { count, instant, isoDate, marketEntries } from './values.ts';

/** What is said of any forecasts, whoever made them. */
const judgement = v.pick(evaluationSchema, [
  'metrics',
  'pValueEveryConstant',
  'verdict',
  'highAccuracy',
  'looksLeaky',
  'accuracyBlockInterval',
  'baselines',
  'skill',
  'pesaranTimmermann',
  'dieboldMarianoConstants',
  'clarkWest',
  'byYear',
  'byVolatility',
  'daysToDetect',
  'backtest',
  'calibration',
  'calibrationFit',
  'expectedCalibrationError',
  'expectedCalibrationErrorIfPerfect',
  'confidence',
  'rolling',
  'bootstrap',
  'forecasts',
]).entries;

/** What `score --format json` prints: of forecasts that anything made, all that `evaluate` says without refitting. */
export const scoredSchema = v.object({
  scheme: v.literal('score'),
  file: v.string(),
  ...marketEntries,
  from: isoDate,
  to: isoDate,
  target: v.picklist(targetNames),
  rows: v.object({
    /** Rows of the file. */
    forecasts: count,
    evaluated: count,
    /** Rows of a date that had one before: the first counts. */
    duplicates: count,
    /** Rows dated after the day they forecast, or of another day than the next: they do not count. */
    misdated: count,
    /** Evaluated forecasts of exactly 0 or 1, which count as 1e-15 from it. */
    hard: count,
    /** Rows whose outcome is not known, or not yet. */
    withoutOutcome: count,
    /** Dates between the first and the last evaluated that have an outcome and no forecast. */
    gaps: count,
  }),
  dates: v.object({ firstEvaluated: isoDate, lastEvaluated: isoDate }),
  ...judgement,
  scoredAt: printedAs('scored_at', instant),
  ledger: evaluationSchema.entries.ledger,
});

type Printed = DeepReadonly<v.InferInput<typeof scoredSchema>>;

/** Scored forecasts, of which some things are printed under another roof. */
export type PrintableScore = Omit<
  Printed,
  'scheme' | 'skill' | 'rolling' | 'bootstrap' | 'looksLeaky' | 'dieboldMarianoConstants'
> &
  Pick<PrintableEvaluation, 'comparison' | 'skill' | 'rolling' | 'settings'>;

export function scoredJson(score: PrintableScore): JsonOf<typeof scoredSchema> {
  return toJson(scoredSchema, { ...score, scheme: 'score', ...judgedParts(score) });
}
