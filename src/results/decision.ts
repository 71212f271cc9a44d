import * as v from 'valibot';
import { type Described, type JsonOf, printedAs, toJson } from './codec.ts';
import { coin, count, currency, finite, instant, isoDate, share } from './values.ts';

export const outcomes = ['first', 'replaced', 'kept'] as const;

/** What `retrain` decided, and why: a line of `models/decisions.jsonl`. */
export const decisionSchema = v.object({
  decidedAt: instant,
  coin,
  vsCurrency: currency,
  outcome: v.picklist(outcomes),
  /** The run in use before; null where there was none. */
  before: v.nullable(v.string()),
  /** The run in use afterwards; null where a dry run put none in use. */
  after: v.nullable(v.string()),
  /** On the rows that both were judged by; null where there was nothing to compare. */
  comparison: v.nullable(
    v.object({
      rows: count,
      from: isoDate,
      to: isoDate,
      // The mean log losses.
      inUse: printedAs('in_use_log_loss', finite),
      challenger: printedAs('challenger_log_loss', finite),
      baseRate: printedAs('base_rate_log_loss', finite),
      /** One-sided, that the challenger loses less; null where the two never differ. */
      pValue: v.nullable(share),
    }),
  ),
});

export type Decision = Described<typeof decisionSchema>;
export type Comparison = NonNullable<Decision['comparison']>;

/** What `retrain --format json` prints. */
export const retrainedSchema = v.object({ ...decisionSchema.entries, dryRun: v.boolean() });

export function retrainedJson(retrained: {
  readonly decision: Decision;
  readonly dryRun: boolean;
}): JsonOf<typeof retrainedSchema> {
  return toJson(retrainedSchema, { ...retrained.decision, dryRun: retrained.dryRun });
}
