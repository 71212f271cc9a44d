import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { seededRandom } from '../evaluation/random.ts';
import { type DriftReport, type FeatureHistory, measureDrift } from './drift.ts';

/** Two years of a market whose returns are independent, and whose volatility changes for the newest 60 days. */
function history(seed: number, { volatility = 1, days = 731 } = {}): FeatureHistory {
  const random = seededRandom(seed * 7919);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const returns = Array.from({ length: days }, (_, t) => normal() * (t >= days - 60 ? volatility : 1));
  const rows = returns.slice(14).map((value, i) => {
    const window = returns.slice(i + 1, i + 15);
    return {
      date: addDays('2024-01-01', i),
      values: [
        value,
        returns[i + 13] ?? 0,
        window.slice(-7).reduce((sum, r) => sum + r, 0),
        Math.sqrt(window.reduce((sum, r) => sum + r * r, 0) / 14),
        i % 7,
      ],
    };
  });
  return {
    features: ['log_return_1', 'log_return_1_lag_1', 'log_return_7', 'return_volatility_14', 'day_of_week'],
    rows,
    training: { count: 268, end: rows.length - 67 },
  };
}

function measured(input: FeatureHistory): DriftReport {
  const work = measureDrift(input);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

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

  it('says that under 60 days since the training are too few to say', () => {
    const input = history(1);
    const report = measured({ ...input, training: { count: 268, end: input.rows.length - 59 } });
    expect(report.tooFew).toBe('too few to say: 59 days since the training rows end, drift takes 60');
    expect(report.features).toEqual([]);
  });

  it('shows distances but calls nothing drifted where the history is too short for limits', () => {
    const input = history(1, { days: 360, volatility: 5 });
    const report = measured({ ...input, training: { count: 200, end: input.rows.length - 60 } });
    expect(report.tooFew).toMatch(/too few to say: the history holds [\d.]+ earlier windows/);
    expect(report.features.map(({ drifted }) => drifted)).toEqual([null, null, null, null, null]);
    expect(report.features[0]?.wasserstein.value).toBeGreaterThan(1);
  });

  it('says so where there are enough windows, but no limit that anything ever seen could reach', () => {
    // Earlier windows are either like their past or far from it, so that nothing is unusual.
    const rows = Array.from({ length: 480 }, (_, i) => ({
      date: addDays('2024-01-01', i),
      values: [Math.floor(i / 60) % 2 === 0 ? i % 2 : 1000 + (i % 2)],
    }));
    const report = measured({ features: ['level'], rows, training: { count: 120, end: 420 } });
    expect(report.windows).toBeGreaterThanOrEqual(3);
    expect(report.tooFew).toMatch(/and no limit by them could be reached$/);
    expect(report.features[0]).toMatchObject({ drifted: null, pValue: null, wasserstein: { limit: null } });
  });

  it('calls what never changed not drifted', () => {
    const { rows, training } = history(1);
    const constant = rows.map((row) => ({ ...row, values: [2026] }));
    const { features } = measured({ features: ['year'], rows: constant, training });
    expect(features[0]).toMatchObject({ drifted: false, wasserstein: { value: 0 } });
  });

  it('says that a history without the training rows says nothing', () => {
    const input = history(1);
    const report = measured({ ...input, training: { count: 0, end: 0 } });
    expect(report.tooFew).toBe('too few to say: the history holds none of the training rows');
  });

  it('calls a feature drifted exactly where it is over its limit, the most drifted at least', () => {
    const { features } = measured(history(3, { volatility: 3 }));
    const [largest] = features.toSorted((x, y) => (x.pValue ?? 1) - (y.pValue ?? 1));
    expect(largest?.drifted).toBe(true);
    expect(largest?.wasserstein.value).toBeGreaterThan(largest?.wasserstein.limit ?? Number.NaN);
    expect(features.find(({ feature }) => feature === 'day_of_week')?.drifted).toBe(false);
  });

  it('compares with nothing that came after a window', () => {
    const input = history(2);
    const shortened = { ...input, rows: input.rows.slice(0, -1) };
    const first = measured({ ...shortened, training: { count: 268, end: input.rows.length - 68 } });
    const changed = input.rows.map((row, i) =>
      i === input.rows.length - 1 ? { ...row, values: row.values.map(() => 1e6) } : row,
    );
    const again = measured({
      ...input,
      rows: changed.slice(0, -1),
      training: { count: 268, end: input.rows.length - 68 },
    });
    expect(again).toEqual(first);
  });
});
