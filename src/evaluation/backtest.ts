import { daysBetween } from '../dates.ts';
import type { IsoDate } from '../domain.ts';
import { at, type Vector } from '../learning/vector.ts';
import { type BootstrapSettings, bootstrapInterval, type Interval } from './bootstrap.ts';

/** One calendar day: what was forecast for it, and by what share the price changed. */
export interface TradingDay {
  /** Null on a day between that was not evaluated: the position of the day before is held. */
  readonly probability: number | null;
  /** tomorrow's price / today's price − 1 */
  readonly change: number;
}

export interface BacktestSettings {
  /** The coin is held over the next day where the forecast is above this. */
  readonly threshold: number;
  /** What a change of position costs, in hundredths of a percent of what is moved. */
  readonly feeBps: number;
}

/** How a way to trade went. */
export interface Performance {
  /** The final capital over the first − 1. */
  readonly totalReturn: number;
  /** mean(daily return) / standard deviation · √365, over all days; null where the return never differs. */
  readonly sharpe: number | null;
  /** The greatest fall from a peak of the capital, as a share of the peak, on evaluated days. */
  readonly maxDrawdown: number;
  /** How often the position changed. */
  readonly trades: number;
  /** The share of evaluated days on which the coin was held. */
  readonly exposure: number;
}

export interface Backtest extends BacktestSettings {
  readonly strategy: Performance;
  readonly buyAndHold: Performance;
  /** The fee at which trading ends with what buying and holding ends with; null where it does not even without one. */
  readonly breakEvenFeeBps: number | null;
  /** Sharpe of the strategy − Sharpe of holding, with its 95 % interval by the moving-block bootstrap. */
  readonly sharpeDifference: { readonly value: number; readonly interval: Interval } | null;
  /** The capital after each evaluated day, of 1 at the start. */
  readonly equity: { readonly strategy: Vector; readonly buyAndHold: Vector };
}

/**
 * Every calendar day from the first forecast to the last. `changes` begin on the date of the first forecast, one for
 * each calendar day.
 *
 * @throws {RangeError} where the changes end before the forecasts
 */
export function tradingDaysOf(
  forecasts: readonly { readonly date: IsoDate; readonly probability: number }[],
  changes: Vector,
): readonly TradingDay[] {
  const first = forecasts[0]?.date;
  if (first === undefined) return [];
  const probabilities = new Map(
    forecasts.map(({ date, probability }) => [daysBetween(first, date), probability]),
  );
  if (Math.max(...probabilities.keys()) >= changes.length) throw new RangeError('changes end too early');
  return changes.map((change, t) => ({ probability: probabilities.get(t) ?? null, change }));
}

/**
 * Holding the coin over the next day where the forecast is above the threshold, else cash, beside buying once and
 * holding. Both start from cash, pay the fee on every change of position, and do not sell at the end.
 */
export function backtest(
  days: readonly TradingDay[],
  { threshold, feeBps, ...bootstrap }: BacktestSettings & BootstrapSettings,
): Backtest {
  const strategyPositions = positionsOf(days, (probability) => probability > threshold);
  const strategy = trade(days, strategyPositions, feeBps);
  const buyAndHold = trade(
    days,
    positionsOf(days, () => true),
    feeBps,
  );
  return {
    threshold,
    feeBps,
    strategy: strategy.performance,
    buyAndHold: buyAndHold.performance,
    breakEvenFeeBps: breakEvenFee(days, strategyPositions),
    sharpeDifference: sharpeDifference(strategy.returns, buyAndHold.returns, bootstrap),
    equity: { strategy: strategy.equity, buyAndHold: buyAndHold.equity },
  };
}

/** What it takes to trade by forecasts. */
export interface TradingCost {
  /** The mean change of position from day to day, as a share of the capital. */
  readonly turnover: number;
  /** The fee at which trading ends with what buying and holding ends with; null where it does not even without one. */
  readonly breakEvenFeeBps: number | null;
}

/** What it takes to hold the coin over the next day where the forecast is above the threshold. */
export function tradingCost(days: readonly TradingDay[], threshold: number): TradingCost {
  const positions = positionsOf(days, (probability) => probability > threshold);
  return {
    turnover: sum(movesOf(positions)) / days.length,
    breakEvenFeeBps: breakEvenFee(days, positions),
  };
}

/** 1 on a day on which the coin is held, 0 in cash. */
function positionsOf(days: readonly TradingDay[], holds: (probability: number) => boolean): Vector {
  let position = 0;
  return days.map(({ probability }) => {
    if (probability !== null) position = holds(probability) ? 1 : 0;
    return position;
  });
}

function trade(days: readonly TradingDay[], positions: Vector, feeBps: number) {
  const fee = feeBps / 10_000;
  const moves = movesOf(positions);
  const returns: number[] = [];
  const equity: number[] = [];
  let [capital, peak, maxDrawdown, evaluated, held] = [1, 1, 0, 0, 0];
  for (const [t, { probability, change }] of days.entries()) {
    const position = at(positions, t);
    const dayReturn = (1 - fee * at(moves, t)) * (1 + position * change) - 1;
    returns.push(dayReturn);
    capital *= 1 + dayReturn;
    if (probability === null) continue;
    equity.push(capital);
    peak = Math.max(peak, capital);
    maxDrawdown = Math.max(maxDrawdown, 1 - capital / peak);
    evaluated += 1;
    held += position;
  }
  return {
    returns,
    equity,
    performance: {
      totalReturn: capital - 1,
      sharpe: sharpeOf([sum(returns), sum(returns.map((r) => r * r))], returns.length),
      maxDrawdown,
      trades: sum(moves),
      exposure: held / evaluated,
    },
  };
}

function movesOf(positions: Vector): Vector {
  return positions.map((position, t) => Math.abs(position - (t === 0 ? 0 : at(positions, t - 1))));
}

/**
 * With capitals S and H without fees, and k trades, the fee f where S·(1 − f)ᵏ = H·(1 − f): f = 1 − (H/S)^(1/(k − 1)).
 */
function breakEvenFee(days: readonly TradingDay[], positions: Vector): number | null {
  const strategy = days.reduce((capital, { change }, t) => capital * (1 + at(positions, t) * change), 1);
  const holding = days.reduce((capital, { change }) => capital * (1 + change), 1);
  const trades = sum(movesOf(positions));
  if (trades < 2 || strategy <= holding) return null;
  return 10_000 * (1 - (holding / strategy) ** (1 / (trades - 1)));
}

/** Who stays in cash over all that was drawn has earned nothing at no risk. */
const SHARPE_IN_CASH = 0;

function sharpeDifference(strategy: Vector, buyAndHold: Vector, settings: BootstrapSettings) {
  const n = strategy.length;
  const squares = (returns: Vector) => returns.map((r) => r * r);
  const series = [strategy, squares(strategy), buyAndHold, squares(buyAndHold)];
  const sharpes = (sums: Vector) =>
    [sharpeOf([at(sums, 0), at(sums, 1)], n), sharpeOf([at(sums, 2), at(sums, 3)], n)] as const;
  const [ofStrategy, ofHolding] = sharpes(series.map(sum));
  if (ofStrategy === null || ofHolding === null) return null;
  const difference = (sums: Vector) => {
    const [drawnStrategy, drawnHolding] = sharpes(sums);
    return (drawnStrategy ?? SHARPE_IN_CASH) - (drawnHolding ?? SHARPE_IN_CASH);
  };
  return { value: ofStrategy - ofHolding, interval: bootstrapInterval(series, difference, settings) };
}

/** √365 · mean / standard deviation, n − 1, of n daily returns by their sum and their sum of squares. */
function sharpeOf([total, squares]: readonly [total: number, squares: number], n: number): number | null {
  const mean = total / n;
  const variance = (squares - n * mean * mean) / (n - 1);
  return variance > 1e-15 * (squares / n) ? (mean / Math.sqrt(variance)) * Math.sqrt(365) : null;
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}
