import { describe, expect, it } from 'vitest';
import { history, measured } from '../testing/feature-history.ts';

function shareOfAlarms(seeds: number, volatility: number): number {
  const reports = Array.from({ length: seeds }, (_, seed) => measured(history(seed + 1, { volatility })));
  return reports.filter(({ features }) => features.some(({ drifted }) => drifted)).length / seeds;
}

describe('drift', () => {
  it('alarms in at most 10 % of checks of 60 markets without drift', () => {
    expect(shareOfAlarms(60, 1)).toBeLessThanOrEqual(0.1);
  });

  it('finds in 60 days, in at least 80 % of 60 markets, that volatility has risen by a standard deviation of returns', () => {
    expect(shareOfAlarms(60, 2)).toBeGreaterThanOrEqual(0.8);
  });

  it('knows what the textbook’s limits would have done: alarm without drift', () => {
    const reports = Array.from({ length: 20 }, (_, seed) => measured(history(seed + 1)));
    const alarms = reports.filter(({ features }) => features.some(({ psi }) => psi.value > 0.1)).length;
    expect(alarms / 20).toBeGreaterThan(0.8);
  });
});
