import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limitBar } from './limit-bar.ts';
import { widthOf } from './text.ts';

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

it('fills its columns, and goes beyond the line exactly where the value is over the limit', () => {
  fc.assert(
    fc.property(positive, positive, fc.integer({ min: 6, max: 40 }), (value, limit, width) => {
      const drawn = limitBar(value, limit, width);
      expect(widthOf(drawn)).toBe(width);
      expect((drawn.split('│')[1] ?? '').startsWith('█')).toBe(value > limit);
    }),
  );
});

it('draws half a limit as half of what lies before the line', () => {
  expect(limitBar(1, 2, 10)).toBe('███   │   ');
  expect(limitBar(3, 2, 10)).toBe('██████│███');
});
