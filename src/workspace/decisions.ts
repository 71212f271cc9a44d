import * as v from 'valibot';
import type { Instant, IsoDate, Market } from '../domain.ts';
import { coin, count, currency, finite, instant, isoDate, share } from '../results/values.ts';
import { appendToJournal, type Journal, type JournalContent, readJournal } from './journals.ts';
import { paths, type Workspace } from './workspace.ts';

export const outcomes = ['first', 'replaced', 'kept'] as const;

/** What `retrain` decided, and why. */
export interface Decision extends Market {
  readonly decidedAt: Instant;
  readonly outcome: (typeof outcomes)[number];
  /** The run in use before; null where there was none. */
  readonly before: string | null;
  /** The run in use afterwards; null where a dry run put none in use. */
  readonly after: string | null;
  /** On the rows that both were judged by; null where there was nothing to compare. */
  readonly comparison: Comparison | null;
}

export interface Comparison {
  readonly rows: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** The mean log losses. */
  readonly inUse: number;
  readonly challenger: number;
  readonly baseRate: number;
  /** One-sided, that the challenger loses less; null where the two never differ. */
  readonly pValue: number | null;
}

const schema = v.object({
  decided_at: instant,
  coin,
  vs_currency: currency,
  outcome: v.picklist(outcomes),
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
  comparison: v.nullable(
    v.object({
      rows: count,
      from: isoDate,
      to: isoDate,
      in_use_log_loss: finite,
      challenger_log_loss: finite,
      base_rate_log_loss: finite,
      p_value: v.nullable(share),
    }),
  ),
});

export type DecisionDocument = v.InferOutput<typeof schema>;

const journal: Journal<typeof schema> = { path: paths.decisions, schema };

export async function logDecision(workspace: Workspace, decision: Decision): Promise<void> {
  await appendToJournal(workspace, journal, { entry: decisionToWire(decision) });
}

/** All decisions ever made, oldest first. */
export async function readDecisions(workspace: Workspace): Promise<JournalContent<Decision>> {
  const { entries, skipped } = await readJournal(workspace, journal);
  return { entries: entries.map(fromDocument), skipped };
}

/** A decision as it is logged and as `retrain --format json` prints it. */
export function decisionToWire({
  decidedAt,
  vsCurrency,
  comparison,
  ...decision
}: Decision): DecisionDocument {
  return {
    decided_at: decidedAt,
    coin: decision.coin,
    vs_currency: vsCurrency,
    outcome: decision.outcome,
    before: decision.before,
    after: decision.after,
    comparison: comparison && {
      rows: comparison.rows,
      from: comparison.from,
      to: comparison.to,
      in_use_log_loss: comparison.inUse,
      challenger_log_loss: comparison.challenger,
      base_rate_log_loss: comparison.baseRate,
      p_value: comparison.pValue,
    },
  };
}

function fromDocument({ decided_at, vs_currency, comparison, ...decision }: DecisionDocument): Decision {
  return {
    ...decision,
    decidedAt: decided_at,
    vsCurrency: vs_currency,
    comparison: comparison && {
      rows: comparison.rows,
      from: comparison.from,
      to: comparison.to,
      inUse: comparison.in_use_log_loss,
      challenger: comparison.challenger_log_loss,
      baseRate: comparison.base_rate_log_loss,
      pValue: comparison.p_value,
    },
  };
}
