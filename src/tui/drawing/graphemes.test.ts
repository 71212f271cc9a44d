import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphemes, NARROW } from './graphemes.ts';

const real = new Intl.Segmenter();
const narrow = Array.from({ length: 0x2900 }, (_, code) => String.fromCharCode(code)).filter((character) =>
  new RegExp(`[${NARROW}]`).test(character),
);

/** What a frame may hold: characters of one column each, sequences that colour them, and whatever else. */
const text = fc
  .array(
    fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...narrow) },
      { weight: 4, arbitrary: fc.constantFrom('\u001b[31m', '\u001b[39m', '\u001b]8;;x\u0007') },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    ),
  )
  .map((parts) => parts.join(''));

describe('graphemes', () => {
  it('are those that an Intl.Segmenter finds, whatever the text', () => {
    fc.assert(
      fc.property(text, (each) => {
        const found = Array.from(real.segment(each), ({ segment, index }) => ({ segment, index }));
        const own = Array.from(graphemes.segment(each), ({ segment, index }) => ({ segment, index }));
        expect(own).toEqual(found);
      }),
      { numRuns: 1000 },
    );
  });

  it('are found by their place, and none is outside', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -1, max: 20 }), (each, index) => {
        const found = real.segment(each).containing(index);
        const own = graphemes.segment(each).containing(index);
        expect([own?.segment, own?.index]).toEqual([found?.segment, found?.index]);
      }),
      { numRuns: 1000 },
    );
  });
});
