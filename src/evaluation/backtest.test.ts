import { describe, expect, it } from 'vitest';
import { backtest } from './backtest.ts';

const free = { threshold: 0.5, feeBps: 0 };

describe('the backtest', () => {
  it('holds the coin over the next day where P(up) is above the threshold, else cash', () => {
    const days = [
      { probability: 0.6, change: 0.1 },
      { probability: 0.5, change: -0.5 },
      { probability: 0.51, change: 0.2 },
    ];
    const { strategy, buyAndHold, equity } = backtest(days, free);
    expect(strategy.totalReturn).toBeCloseTo(1.1 * 1.2 - 1, 12);
    expect(strategy).toMatchObject({ trades: 3, maxDrawdown: 0 });
    expect(strategy.exposure).toBeCloseTo(2 / 3, 12);
    expect(buyAndHold.totalReturn).toBeCloseTo(1.1 * 0.5 * 1.2 - 1, 12);
    expect(buyAndHold).toMatchObject({ trades: 1, exposure: 1 });
    expect(buyAndHold.maxDrawdown).toBeCloseTo(0.5, 12);
    expect(equity.strategy).toHaveLength(3);
  });

  it('takes a fee on every change of position', () => {
    const days = [0.6, 0.4, 0.6].map((probability) => ({ probability, change: 0 }));
    const { strategy, buyAndHold } = backtest(days, { threshold: 0.5, feeBps: 100 });
    expect(strategy.totalReturn).toBeCloseTo(0.99 ** 3 - 1, 12);
    expect(buyAndHold.totalReturn).toBeCloseTo(0.99 - 1, 12);
  });

  it('has no Sharpe ratio where it never leaves cash', () => {
    const days = [0.1, -0.1].map((change) => ({ probability: 0.2, change }));
    expect(backtest(days, free).strategy).toEqual({
      totalReturn: 0,
      sharpe: null,
      maxDrawdown: 0,
      trades: 0,
      exposure: 0,
    });
  });
});
