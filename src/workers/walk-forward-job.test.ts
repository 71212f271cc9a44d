import { describe, expect, it } from 'vitest';
import { labelledRowsOf } from '../testing/labelled-rows.ts';
import { sizeOf } from './walk-forward-job.ts';

interface Shape {
  readonly days?: number;
  readonly features?: number;
  readonly step?: number;
  readonly l2?: number | 'auto';
}

const sizeWith = ({ days = 120, features = 5, step = 30, l2 = 1 }: Shape = {}) => {
  const values = Array.from({ length: days }, () => Array.from({ length: features }, () => 1));
  const rows = labelledRowsOf(
    values,
    values.map(() => 1 as const),
  );
  const settings = {
    scaler: 'standard',
    l2,
    halfLife: null,
    initialTrain: 60,
    step,
    trainWindow: null,
  } as const;
  return sizeOf({ rows, settings });
};

describe('the size of a walk-forward', () => {
  it('is half the product of rows, features and folds', () => {
    expect(sizeWith()).toBe((120 * 5 * 2) / 2);
  });

  it.each<[string, Shape, number]>([
    ['twice the features', { features: 10 }, 2],
    ['half the step, and so twice the folds', { step: 15 }, 2],
    ['half as many rows again, and so twice the folds', { days: 180 }, 3],
    ['a penalty that is searched', { l2: 'auto' }, 12],
    ['no row after the first window', { days: 60 }, 0],
  ])('grows with what it takes: %s', (_, shape, times) => {
    expect(sizeWith(shape)).toBe(times * sizeWith());
  });
});
