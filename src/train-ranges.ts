import type { NumberRange } from './numbers.ts';

/** What the settings of a training may be, wherever they are given. */
export const trainRanges = {
  testSize: { allowed: 'above 0 and below 1', includes: (share) => share > 0 && share < 1 },
  l2: { allowed: 'from 0 to 1e12', includes: (penalty) => penalty >= 0 && penalty <= 1e12 },
  halfLife: { allowed: 'from 1 to 1e9', includes: (rows) => rows >= 1 && rows <= 1e9 },
  window: {
    allowed: 'a whole number, 20 to 1e6',
    includes: (rows) => Number.isInteger(rows) && rows >= 20 && rows <= 1e6,
  },
  learningRate: { allowed: 'above 0, to 1e6', includes: (step) => step > 0 && step <= 1e6 },
  delay: {
    allowed: 'a whole number, 0 to 365',
    includes: (days) => Number.isInteger(days) && days >= 0 && days <= 365,
  },
  tolerance: { allowed: 'above 0 and below 1', includes: (tolerance) => tolerance > 0 && tolerance < 1 },
} as const satisfies Readonly<Record<string, NumberRange>>;

export const MOST_EPOCHS = 10_000_000;
