import { describe, expect, it } from 'vitest';
import { averageByDate, dayLosses } from './losses.ts';

const day = { date: '2024-01-01', baseRate: 0.25, recentBaseRate: 0.4 } as const;

describe('the losses of a day', () => {
  it('are −log of the probability that forecast and constants gave to what came', () => {
    const losses = dayLosses([
      { ...day, probability: 0.8, actual: 1 },
      { ...day, probability: 0.8, actual: 0 },
    ]);
    const expected = [
      { loss: 0.8, baseRate: 0.25, recentBaseRate: 0.4, coinFlip: 0.5 },
      { loss: 0.2, baseRate: 0.75, recentBaseRate: 0.6, coinFlip: 0.5 },
    ];
    for (const [i, { loss, ...constants }] of expected.entries()) {
      expect(losses[i]?.loss).toBeCloseTo(-Math.log(loss), 12);
      for (const [name, probability] of Object.entries(constants)) {
        expect(losses[i]?.constants[name as 'coinFlip']).toBeCloseTo(-Math.log(probability), 12);
      }
    }
  });

  it('are averaged over the coins that have the date, in the order of dates', () => {
    const of = (date: string, loss: number) => ({
      date,
      loss,
      constants: { baseRate: 2 * loss, recentBaseRate: 3 * loss, coinFlip: 4 * loss },
    });
    expect(
      averageByDate([
        [of('2024-01-02', 1), of('2024-01-03', 5)],
        [of('2024-01-01', 7), of('2024-01-02', 3)],
      ]),
    ).toEqual([of('2024-01-01', 7), of('2024-01-02', 2), of('2024-01-03', 5)]);
  });
});
