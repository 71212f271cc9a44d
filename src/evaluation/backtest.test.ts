import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../learning/vector.ts';
import { backtest, type TradingDay, tradingCost, tradingDaysOf } from './backtest.ts';
import { bootstrapInterval } from './bootstrap.ts';

const settings = { threshold: 0.5, feeBps: 0, seed: 1, resamples: 200 };

function daysOf(...pairs: readonly (readonly [probability: number | null, change: number])[]): TradingDay[] {
  return pairs.map(([probability, change]) => ({ probability, change }));
}

/** Two days between were not evaluated. */
const eightDays = daysOf(
  [0.6, 0.1],
  [0.4, -0.2],
  [0.7, 0.05],
  [null, 0.02],
  [null, -0.1],
  [0.8, 0.04],
  [0.3, 0.3],
  [0.55, -0.05],
);

describe('the backtest', () => {
  it('holds the coin over the next day where the forecast is above the threshold, else cash', () => {
    const { strategy, buyAndHold, equity } = backtest(daysOf([0.6, 0.1], [0.5, -0.5], [0.51, 0.2]), settings);
    expect(strategy.totalReturn).toBeCloseTo(1.1 * 1.2 - 1, 12);
    expect(strategy).toMatchObject({ trades: 3, maxDrawdown: 0 });
    expect(strategy.exposure).toBeCloseTo(2 / 3, 12);
    expect(buyAndHold.totalReturn).toBeCloseTo(1.1 * 0.5 * 1.2 - 1, 12);
    expect(buyAndHold).toMatchObject({ trades: 1, exposure: 1 });
    expect(buyAndHold.maxDrawdown).toBeCloseTo(0.5, 12);
    expect(equity.strategy).toHaveLength(3);
  });

  it('takes a fee on every change of position, and none for a sale at the end', () => {
    const days = daysOf([0.6, 0], [0.4, 0], [0.6, 0]);
    const { strategy, buyAndHold } = backtest(days, { ...settings, feeBps: 100 });
    expect(strategy.totalReturn).toBeCloseTo(0.99 ** 3 - 1, 12);
    expect(buyAndHold.totalReturn).toBeCloseTo(0.99 - 1, 12);
  });

  it('agrees with NumPy: held over days that were not evaluated, its Sharpe ratio from all days', () => {
    const { strategy, buyAndHold } = backtest(eightDays, { ...settings, feeBps: 10 });
    expect(strategy.totalReturn).toBeCloseTo(0.04233915259477161, 12);
    expect(strategy.sharpe).toBeCloseTo(2.1349538063529514, 10);
    expect(strategy.maxDrawdown).toBeCloseTo(0.09482906101600008, 12);
    expect(strategy).toMatchObject({ trades: 5, exposure: 4 / 6 });
    expect(buyAndHold.totalReturn).toBeCloseTo(0.0883797116192, 12);
    expect(buyAndHold.sharpe).toBeCloseTo(2.5615234228168813, 10);
    expect(buyAndHold.maxDrawdown).toBeCloseTo(0.2, 12);
  });

  it('has no Sharpe ratio where it never leaves cash', () => {
    const { strategy, sharpeDifference } = backtest(daysOf([0.2, 0.1], [0.2, -0.1]), settings);
    expect(strategy).toEqual({ totalReturn: 0, sharpe: null, maxDrawdown: 0, trades: 0, exposure: 0 });
    expect(sharpeDifference).toBeNull();
  });

  it('breaks even where trading ends with what holding ends with', () => {
    const days = daysOf([0.6, 0.1], [0.4, -0.2], [0.7, 0.05], [0.2, -0.1], [0.6, 0.02]);
    const { breakEvenFeeBps } = backtest(days, settings);
    expect(breakEvenFeeBps).toBeCloseTo(10_000 * (1 - (0.8 * 0.9) ** (1 / 4)), 8);
    const { strategy, buyAndHold } = backtest(days, { ...settings, feeBps: breakEvenFeeBps ?? 0 });
    expect(strategy.totalReturn).toBeCloseTo(buyAndHold.totalReturn, 12);
  });

  it('has no fee to break even at where holding earns more for nothing, or nothing was traded back', () => {
    expect(backtest(eightDays, settings).breakEvenFeeBps).toBeNull();
    expect(backtest(daysOf([0.4, -0.5], [0.6, 0.1]), settings).breakEvenFeeBps).toBeNull();
  });

  it('has a fee to break even at from two trades on, and none where it ends with what holding ends with', () => {
    // 1.1·(1 − f)² = 0.88·(1 − f)
    expect(backtest(daysOf([0.6, 0.1], [0.4, -0.2]), settings).breakEvenFeeBps).toBeCloseTo(2000, 8);
    expect(backtest(daysOf([0.6, 0.1], [0.4, 0]), settings).breakEvenFeeBps).toBeNull();
  });

  it('costs what its positions change from day to day, in shares of the capital', () => {
    const days = daysOf([0.6, 0.1], [0.4, -0.2], [0.5, 0.05], [null, 0], [0.7, -0.02]);
    const { turnover, breakEvenFeeBps } = tradingCost(days, 0.5);
    expect(turnover).toBe(3 / 5);
    expect(breakEvenFeeBps).toBeCloseTo(10_000 * (1 - (0.8 * 1.05) ** (1 / 2)), 8);
  });

  it('has the Sharpe ratio of moves of any size, and none of moves that never differ', () => {
    const scaled = (share: number) => {
      const days = eightDays.map(({ probability, change }) => ({ probability, change: change * share }));
      return backtest(days, settings).buyAndHold.sharpe;
    };
    expect(scaled(1e-8)).toBeCloseTo(scaled(1) ?? Number.NaN, 5);
    const nearly = daysOf([0.6, 0.1 + 1e-8], [0.6, 0.1 - 1e-8], [0.6, 0.1 + 1e-8], [0.6, 0.1 - 1e-8]);
    expect(backtest(nearly, settings).buyAndHold.sharpe).toBeGreaterThan(1e7);
    const { sharpeDifference, strategy } = backtest(daysOf([0.6, 0.1], [0.4, 0.1], [0.4, 0.1]), settings);
    expect(strategy.sharpe).not.toBeNull();
    expect(sharpeDifference).toBeNull();
  });

  it('differs in no Sharpe ratio from holding where it holds throughout', () => {
    const held = eightDays.map(({ change }) => ({ probability: 0.6, change }));
    expect(backtest(held, settings).sharpeDifference).toEqual({ value: 0, interval: [0, 0] });
  });

  it('has earned nothing at no risk in resamples that no position was held in', () => {
    const days = daysOf([0.4, 0], [0.6, 0.1], [0.4, 0], [0.4, 0], [0.4, 0], [0.4, 0], [0.4, 0], [0.4, 0]);
    expect(backtest(days, settings).sharpeDifference).toEqual({ value: 0, interval: [0, 0] });
  });

  it('begins in cash, from which a loss on the first day is the first drawdown', () => {
    const { strategy, buyAndHold } = backtest(daysOf([null, 0.5], [0.6, -0.2], [0.6, 0.1]), settings);
    expect(strategy.totalReturn).toBeCloseTo(0.8 * 1.1 - 1, 12);
    expect(strategy.maxDrawdown).toBeCloseTo(0.2, 12);
    expect(buyAndHold.totalReturn).toBeCloseTo(0.8 * 1.1 - 1, 12);
  });

  it('has an interval around the difference of the Sharpe ratios, the same for the same seed', () => {
    const random = (t: number) => Math.sin(t * t * 12.9898);
    const days = Array.from({ length: 300 }, (_, t) => ({
      probability: 0.5 + random(t) / 4,
      change: 0.03 * random(t + 7),
    }));
    const { sharpeDifference, strategy, buyAndHold } = backtest(days, settings);
    expect(sharpeDifference?.value).toBeCloseTo((strategy.sharpe ?? 0) - (buyAndHold.sharpe ?? 0), 12);
    const [low = 0, high = 0] = sharpeDifference?.interval ?? [];
    expect(low).toBeLessThan(sharpeDifference?.value ?? 0);
    expect(high).toBeGreaterThan(sharpeDifference?.value ?? 0);
    expect(backtest(days, settings).sharpeDifference).toEqual(sharpeDifference);
  });

  it('holds as buying and holding does where every forecast is above the threshold', () => {
    const change = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(change, { minLength: 2, maxLength: 40 }), (changes) => {
        const days = changes.map((each, t) => ({ probability: t % 3 === 2 ? null : 0.9, change: each }));
        const { strategy, buyAndHold } = backtest(days, { ...settings, feeBps: 25, resamples: 5 });
        expect(strategy).toEqual(buyAndHold);
        const product = changes.reduce((capital, each) => capital * (1 + each), 1 - 0.0025);
        expect(buyAndHold.totalReturn).toBeCloseTo(product - 1, 9);
      }),
    );
  });
});

it('takes the Sharpe ratio of staying in cash over all days that were drawn for 0', () => {
  const changes = Array.from({ length: 60 }, (_, t) => 0.02 * Math.sin(3 * t) - 0.01);
  const days = changes.map((change, t) => ({ probability: t === 30 ? 0.9 : 0.1, change }));
  const strategy = changes.map((change, t) => (t === 30 ? change : 0));
  const squares = (returns: readonly number[]) => returns.map((r) => r * r);
  const sharpe = (sum: number, sumOfSquares: number) => {
    const variance = (sumOfSquares - (sum * sum) / 60) / 59;
    return variance === 0 ? 0 : (sum / 60 / Math.sqrt(variance)) * Math.sqrt(365);
  };
  const expected = bootstrapInterval(
    [strategy, squares(strategy), changes, squares(changes)],
    (sums) => sharpe(at(sums, 0), at(sums, 1)) - sharpe(at(sums, 2), at(sums, 3)),
    settings,
  );
  const { sharpeDifference } = backtest(days, settings);
  expect(sharpeDifference?.interval[0]).toBeCloseTo(expected[0], 9);
  expect(sharpeDifference?.interval[1]).toBeCloseTo(expected[1], 9);
});

describe('the days of a backtest', () => {
  it('are all calendar days, with a forecast where there is one', () => {
    const forecasts = [
      { date: '2024-02-27', probability: 0.6 },
      { date: '2024-03-01', probability: 0.4 },
    ];
    expect(tradingDaysOf(forecasts, [0.1, 0.2, 0.3, 0.4])).toEqual(
      daysOf([0.6, 0.1], [null, 0.2], [null, 0.3], [0.4, 0.4]),
    );
    expect(() => tradingDaysOf(forecasts, [0.1, 0.2, 0.3])).toThrow('changes end too early');
    expect(tradingDaysOf([], [0.1])).toEqual([]);
  });
});
