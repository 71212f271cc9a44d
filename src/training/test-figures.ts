import { type TradingCost, tradingCost, tradingDaysOf } from '../evaluation/backtest.ts';
import { quintiles } from '../evaluation/quintiles.ts';
import { rankCorrelation } from '../evaluation/rank-correlation.ts';
import { weightSummary } from '../evaluation/signal-test.ts';
import type { DayForecast } from '../evaluation/walk-forward.ts';
import { logReturn } from '../features/day-columns.ts';
import type { Signal } from '../features/signals/signal.ts';
import type { Target } from '../features/targets/target.ts';
import { at, type Vector } from '../learning/vector.ts';
import type { TestedCoin } from '../results/signal-test.ts';
import type { PlaceboJob } from '../workers/placebo-job.ts';
import { changesFrom } from './days-around.ts';
import type { PreparedMarket } from './prepare.ts';
import type { PairedWalks } from './test-walks.ts';

export interface WalkedSignals {
  readonly market: PreparedMarket;
  readonly signals: readonly Signal[];
  readonly placebo: Pick<PlaceboJob, 'rows' | 'columns'>;
  readonly walks: PairedWalks;
}

/** How the outcomes of the evaluated days lie by the values of each signal, and what weight it had. */
export function associationsOf(
  { market, signals, placebo, walks }: WalkedSignals,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): TestedCoin['bySignal'] {
  const evaluated = placebo.rows.slice(-walks.with.length);
  const returns = nextReturnsOn(market);
  return signals.map(({ name }, k) => {
    const column = at(placebo.columns, k);
    const days = evaluated.map(({ date, target, values }) => ({
      value: at(values, column),
      target,
      nextReturn: returns.get(date) ?? Number.NaN,
    }));
    const values = days.map(({ value }) => value);
    const nextReturns = days.map(({ nextReturn }) => nextReturn);
    return {
      signal: name,
      rankCorrelation: rankCorrelation(values, nextReturns, { seed, resamples }),
      quintiles: quintiles(days),
      weight: weightSummary(walks.walked.weights.map((weights): number => at(weights, column))),
    };
  });
}

/** The log return of the day after each date. */
function nextReturnsOn({ history }: PreparedMarket): ReadonlyMap<string, number> {
  const returns: Vector = logReturn(history);
  return new Map(history.slice(0, -1).map(({ date }, t) => [date, at(returns, t + 1)]));
}

/** What it takes to trade by the forecasts; null where the target is none to hold a position by. */
export function costOf(
  market: PreparedMarket,
  forecasts: readonly DayForecast[],
  target: Target,
): { readonly [K in keyof TradingCost]: TradingCost[K] | null } {
  if (target.worth === null) return { turnover: null, breakEvenFeeBps: null };
  const { history } = market;
  const changes = changesFrom(forecasts, history, target.worth({ ...market, days: history }));
  return tradingCost(tradingDaysOf(forecasts, changes), 0.5);
}
