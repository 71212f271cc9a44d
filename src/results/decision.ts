import * as v from 'valibot';
import { targetNames } from '../domain.ts';
import { type Described, type JsonOf, printedAs, toJson } from './codec.ts';
import { coin, count, currency, finite, instant, isoDate, share } from './values.ts';

/** Evidence that is carried from decision to decision until a replacement, each row in it once. */
const evidence = v.object({
  rows: count,
  from: isoDate,
  to: isoDate,
  /** The natural logarithm of the mean of what both bets came to. */
  logEValue: finite,
  /** That of what a bet on an even chance came to, and one on what the challenger says; absent in older decisions. */
  coinFlip: printedAs('log_coin_flip_bet', v.optional(finite)),
  challenger: printedAs('log_challenger_bet', v.optional(finite)),
});

const outcomes = ['first', 'replaced', 'kept'] as const;

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
