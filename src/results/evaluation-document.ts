import * as v from 'valibot';
import {
  type FeatureSetName,
  featureSetNames,
  type Instant,
  type IsoDate,
  type Market,
  type Source,
  sources,
  type Verdict,
  verdicts,
} from '../domain.ts';
import type { Performance } from '../evaluation/backtest.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import type { Penalty, Recency } from '../run.ts';
import type { DocumentKind } from './checksummed.ts';
import { metricsFromWire, metricsSchema, metricsToWire } from './metrics.ts';
import { coin, count, currency, finite, instant, isoDate, notNegative, positive, share } from './values.ts';

/** What is kept of a walk-forward: how a feature set with its settings did on a market. */
export interface EvaluationSummary extends Market {
  readonly evaluatedAt: Instant;
  readonly source: Source;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly featureSet: FeatureSetName;
  readonly l2: Penalty;
  readonly halfLife: Recency;
  readonly folds: number;
  readonly metrics: Metrics;
  readonly baselines: { readonly baseRate: Metrics };
  readonly skill: {
    readonly logLossSkill: number | null;
    readonly interval: readonly [low: number, high: number] | null;
    readonly pValue: number | null;
  };
  readonly verdict: Verdict;
  readonly backtest: {
    readonly threshold: number;
    readonly feeBps: number;
    readonly strategy: Performance;
    readonly buyAndHold: Performance;
  };
}

const performanceSchema = v.object({
  total_return: finite,
  sharpe: v.nullable(finite),
  max_drawdown: finite,
  trades: count,
  exposure: share,
});

/**
 * `data/evaluations/{coin}_{vs}_{set}.json`: the newest walk-forward of a market with a feature set; `…_{set}_csv.json`
 * of a file named by `--from`.
 */
export const evaluationDocument = {
  name: 'evaluation',
  version: 1,
  remedy: 'delete it, or evaluate again with crypto-predict evaluate',
  schema: v.object({
    evaluated_at: instant,
    coin,
    vs_currency: currency,
    source: v.picklist(sources),
    from: isoDate,
    to: isoDate,
    feature_set: v.picklist(featureSetNames),
    l2: v.union([notNegative, v.literal('auto')]),
    half_life: v.union([positive, v.literal('none')]),
    folds: count,
    metrics: metricsSchema,
    base_rate: metricsSchema,
    log_loss_skill: v.nullable(finite),
    log_loss_skill_ci95: v.nullable(v.tuple([finite, finite])),
    p_value: v.nullable(share),
    verdict: v.picklist(verdicts),
    backtest: v.object({
      threshold: share,
      fee_bps: notNegative,
      strategy: performanceSchema,
      buy_and_hold: performanceSchema,
    }),
  }),
} as const satisfies DocumentKind<v.GenericSchema>;

export type EvaluationDocument = v.InferOutput<typeof evaluationDocument.schema>;

export function evaluationToDocument(evaluation: EvaluationSummary): EvaluationDocument {
  const { skill, backtest } = evaluation;
  return {
    evaluated_at: evaluation.evaluatedAt,
    coin: evaluation.coin,
    vs_currency: evaluation.vsCurrency,
    source: evaluation.source,
    from: evaluation.from,
    to: evaluation.to,
    feature_set: evaluation.featureSet,
    l2: evaluation.l2,
    half_life: evaluation.halfLife,
    folds: evaluation.folds,
    metrics: metricsToWire(evaluation.metrics),
    base_rate: metricsToWire(evaluation.baselines.baseRate),
    log_loss_skill: skill.logLossSkill,
    log_loss_skill_ci95: skill.interval && [...skill.interval],
    p_value: skill.pValue,
    verdict: evaluation.verdict,
    backtest: {
      threshold: backtest.threshold,
      fee_bps: backtest.feeBps,
      strategy: performanceToWire(backtest.strategy),
      buy_and_hold: performanceToWire(backtest.buyAndHold),
    },
  };
}

export function evaluationFromDocument(document: EvaluationDocument): EvaluationSummary {
  const { backtest } = document;
  return {
    evaluatedAt: document.evaluated_at,
    coin: document.coin,
    vsCurrency: document.vs_currency,
    source: document.source,
    from: document.from,
    to: document.to,
    featureSet: document.feature_set,
    l2: document.l2,
    halfLife: document.half_life,
    folds: document.folds,
    metrics: metricsFromWire(document.metrics),
    baselines: { baseRate: metricsFromWire(document.base_rate) },
    skill: {
      logLossSkill: document.log_loss_skill,
      interval: document.log_loss_skill_ci95,
      pValue: document.p_value,
    },
    verdict: document.verdict,
    backtest: {
      threshold: backtest.threshold,
      feeBps: backtest.fee_bps,
      strategy: performanceFromWire(backtest.strategy),
      buyAndHold: performanceFromWire(backtest.buy_and_hold),
    },
  };
}

export function performanceToWire({ totalReturn, sharpe, maxDrawdown, trades, exposure }: Performance) {
  return { total_return: totalReturn, sharpe, max_drawdown: maxDrawdown, trades, exposure };
}

function performanceFromWire(wire: v.InferOutput<typeof performanceSchema>): Performance {
  return {
    totalReturn: wire.total_return,
    sharpe: wire.sharpe,
    maxDrawdown: wire.max_drawdown,
    trades: wire.trades,
    exposure: wire.exposure,
  };
}
