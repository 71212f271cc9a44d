import { describe, expect, it } from 'vitest';
import { daysOf } from '../testing/days.ts';
import { featureSets } from './engineer.ts';
import { missingDays } from './missing.ts';

describe('the days on which a feature has no value', () => {
  const history = daysOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const lags = {
    ...featureSets.classic,
    columns: (days: typeof history, companion: typeof history = []) => ({
      fourth: days.map((_, t) => (t < 4 ? Number.NaN : t)),
      always: days.map(() => 1),
      companion: days.map((_, t) => (t < companion.length ? 1 : Number.POSITIVE_INFINITY)),
    }),
  };

  it('are counted among those asked about, by all that is known before them', () => {
    expect(missingDays({ days: history, history }, lags)).toEqual({ fourth: 4, always: 0, companion: 10 });
    expect(missingDays({ days: history.slice(3), history }, lags)).toMatchObject({ fourth: 1, always: 0 });
    expect(missingDays({ days: history, history, companion: history.slice(0, 9) }, lags).companion).toBe(1);
  });
});
