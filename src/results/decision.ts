import * as v from 'valibot';
import { targetNames } from '../domain.ts';
import { type Described, type JsonOf, printedAs, toJson } from './codec.ts';
import { coin, count, currency, finite, instant, isoDate, notNegative, share } from './values.ts';

/** What is kept of the days that the two were compared on. */
const part = v.object({ rows: count, advantage: finite, variance: notNegative });

/**
 * Evidence that is carried from decision to decision until a replacement, each row in it once. That of the run's first
 * year, which asks for a difference that matters, is kept apart: years in which the two were as good as each other must
 * not weigh against what came later.
 */
const evidence = v.object({
  rows: count,
  from: isoDate,
  to: isoDate,
  /** The natural logarithm of the mean of both parts' e-values. */
  logEValue: finite,
  firstYear: part,
  later: part,
});

export const outcomes = ['first', 'replaced', 'kept'] as const;

/** What `retrain` decided, and why: a line of `models/decisions.jsonl`. */
export const decisionSchema = v.object({
  decidedAt: instant,
  coin,
  vsCurrency: currency,
  /** Decisions of version 0.1.0 are of the direction. */
  target: v.optional(v.picklist(targetNames), 'direction'),
  outcome: v.picklist(outcomes),
  /** The run in use before; null where there was none. */
  before: v.nullable(v.string()),
  /** The run in use afterwards; null where a dry run put none in use. */
  after: v.nullable(v.string()),
  /** On the rows that no decision had judged before; null where there were none. */
  comparison: v.nullable(
    v.object({
      rows: count,
      from: isoDate,
      to: isoDate,
      // The mean log losses.
      inUse: printedAs('in_use_log_loss', finite),
      challenger: printedAs('challenger_log_loss', finite),
      baseRate: printedAs('base_rate_log_loss', finite),
      /** Of decisions of version 0.1.0, which were made by it. */
      pValue: v.optional(v.nullable(share)),
    }),
  ),
  /** All that speaks for a replacement; null where nothing was compared yet, absent in decisions of version 0.1.0. */
  evidence: v.optional(v.nullable(evidence)),
});

export type Decision = Described<typeof decisionSchema>;
export type CarriedEvidence = Described<typeof evidence>;
export type Comparison = NonNullable<Decision['comparison']>;

/** What `retrain --format json` prints. */
export const retrainedSchema = v.object({ ...decisionSchema.entries, dryRun: v.boolean() });

export function retrainedJson(retrained: {
  readonly decision: Decision;
  readonly dryRun: boolean;
}): JsonOf<typeof retrainedSchema> {
  return toJson(retrainedSchema, { ...retrained.decision, dryRun: retrained.dryRun });
}
