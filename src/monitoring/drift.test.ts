import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { history, measured } from '../testing/feature-history.ts';

describe('drift', () => {
  it('says that under 60 days since the training are too few to say', () => {
    const input = history(1);
    const report = measured({ ...input, training: { count: 268, end: input.rows.length - 59 } });
    expect(report.tooFew).toBe('too few to say: 59 days since the training rows end, drift takes 60');
    expect(report.features).toEqual([]);
  });

  it('shows distances but calls nothing drifted where the history is too short for limits', () => {
    const input = history(1, { days: 360, volatility: 5 });
    const report = measured({ ...input, training: { count: 200, end: input.rows.length - 60 } });
    expect(report.tooFew).toMatch(
      /^too few to say: the history holds \d+ earlier windows of 60 days, one a day, and a limit takes 180$/,
    );
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
