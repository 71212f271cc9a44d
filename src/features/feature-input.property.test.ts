import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { featureInputSchema, parseFeatureInput } from './feature-input.ts';

const features = ['price', 'day_of_week', 'tuesday', 'year'];
const value = fc.oneof(
  fc.integer({ min: -1, max: 8 }),
  fc.double(),
  fc.constantFrom<unknown>(2026, 999, '1', null, true, {}, []),
);

it('takes exactly what the schema takes, whatever the values and their order', () => {
  const input = fc.oneof(
    fc
      .tuple(value, value, value, value)
      .map((values) => Object.fromEntries(features.map((f, i) => [f, values[i]]))),
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
