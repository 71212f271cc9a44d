import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { at } from '../learning/vector.ts';
import { featureInputSchema, parseFeatureInput } from './feature-input.ts';

const features = ['price', 'day_of_week', 'tuesday', 'year'];
const value = fc.oneof(
  fc.integer({ min: -1, max: 8 }),
  fc.double(),
  fc.constantFrom<unknown>(2026, 999, '1', null, true, {}, []),
);
/** Mostly at or just beyond the ends of a range, so that enough rows are right but for one value. */
const around = (min: number, max: number) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom<unknown>(min - 1, min, min, max, max, max + 1) }, value);

it('takes exactly what the schema takes, whatever the values and their order', () => {
  const row = fc.tuple(around(0, 0.5), around(0, 6), around(0, 1), around(1000, 9999));
  const order = fc.shuffledSubarray(features, { minLength: features.length });
  const input = fc.oneof(
    fc
      .tuple(row, order)
      .map(([values, names]) => Object.fromEntries(names.map((f) => [f, at(values, features.indexOf(f))]))),
    fc.dictionary(fc.constantFrom(...features, 'other', '__proto__'), value),
  );
  fc.assert(
    fc.property(input, (row) => {
      const parsed = parseFeatureInput(row, features);
      const judged = v.safeParse(featureInputSchema(features), row);
      expect(parsed.ok).toBe(judged.success && Object.keys(row).length === features.length);
      if (parsed.ok) expect(parsed.values).toEqual(features.map((name) => row[name]));
    }),
    { numRuns: 2000 },
  );
});
