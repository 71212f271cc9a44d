import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitByTime } from './split.ts';

it('trains on the first ⌊n·(1 − test size)⌋ rows and tests on the rest, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { maxLength: 200 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (rows, share) => {
        const { train, test } = splitByTime(rows, share);
        expect(train).toHaveLength(Math.floor(rows.length * (1 - share)));
        expect([...train, ...test]).toEqual(rows);
      },
    ),
  );
});
