import type { Vector } from '../learning/vector.ts';

/** One day on which a position can be held: what was forecast for it, and by what share the price changed. */
export interface TradingDay {
  readonly probability: number;
  /** tomorrow's price / today's price − 1 */
  readonly change: number;
}

export interface BacktestSettings {
  /** The coin is held over the next day where P(up) is above this. */
  readonly threshold: number;
  /** What a change of position costs, in hundredths of a percent of what is moved. */
  readonly feeBps: number;
}

/** How a way to trade went. */
export interface Performance {
  /** The final capital over the first − 1. */
  readonly totalReturn: number;
  /** mean(daily return) / standard deviation · √365; null where the return never differs. */
  readonly sharpe: number | null;
  /** The greatest fall from a peak of the capital, as a share of the peak. */
  readonly maxDrawdown: number;
  /** How often the position changed. */
  readonly trades: number;
  /** The share of days on which the coin was held. */
  readonly exposure: number;
}

export interface Backtest extends BacktestSettings {
  readonly strategy: Performance;
  readonly buyAndHold: Performance;
  /** The capital after each day, of 1 at the start. */
  readonly equity: { readonly strategy: Vector; readonly buyAndHold: Vector };
}

/** Holding the coin over the next day where P(up) is above the threshold, else cash; beside buying once and holding. */
export function backtest(days: readonly TradingDay[], { threshold, feeBps }: BacktestSettings): Backtest {
  const changes = days.map(({ change }) => change);
  const strategy = trade(changes, {
    positions: days.map(({ probability }) => (probability > threshold ? 1 : 0)),
    feeBps,
  });
  const buyAndHold = trade(changes, { positions: days.map(() => 1), feeBps });
  return {
    threshold,
    feeBps,
    strategy: strategy.performance,
    buyAndHold: buyAndHold.performance,
    equity: { strategy: strategy.equity, buyAndHold: buyAndHold.equity },
  };
}

interface Trading {
  readonly positions: Vector;
  readonly feeBps: number;
}

function trade(changes: Vector, { positions, feeBps }: Trading) {
  const fee = feeBps / 10_000;
  const moves = positions.map((position, t) => Math.abs(position - (positions[t - 1] ?? 0)));
  const returns = changes.map((change, t) => {
    return (1 - fee * (moves[t] ?? 0)) * (1 + (positions[t] ?? 0) * change) - 1;
  });
  let capital = 1;
  let peak = 1;
  let maxDrawdown = 0;
  const equity = returns.map((share) => {
    capital *= 1 + share;
    peak = Math.max(peak, capital);
    maxDrawdown = Math.max(maxDrawdown, 1 - capital / peak);
    return capital;
  });
  return {
    equity,
    performance: {
      totalReturn: capital - 1,
      sharpe: sharpeOf(returns),
      maxDrawdown,
      trades: sum(moves),
      exposure: sum(positions) / positions.length,
    },
  };
}

function sharpeOf(returns: Vector): number | null {
  const n = returns.length;
  const mean = sum(returns) / n;
  const deviation = Math.sqrt(returns.reduce((total, r) => total + (r - mean) ** 2, 0) / (n - 1));
  return deviation > 0 ? (mean / deviation) * Math.sqrt(365) : null;
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}
