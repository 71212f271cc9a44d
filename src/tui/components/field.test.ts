import fc from 'fast-check';
import { expect, it } from 'vitest';
import { widthOf } from '../drawing/text.ts';
import { editText, textField } from '../session/text-field.ts';
import { typedSpans } from './field.tsx';

const typed = fc.record({
  text: fc.string({ unit: fc.constantFrom('a', 'Ṓ', '東', '🙂'), maxLength: 30 }),
  back: fc.nat({ max: 30 }),
  width: fc.integer({ min: 4, max: 20 }),
});

it('is as wide as it is to be, with the cursor in it, whatever is typed', () => {
  fc.assert(
    fc.property(typed, ({ text, back, width }) => {
      let field = textField(text, 100);
      for (let i = 0; i < back; i++) field = editText(field, { kind: 'left' });
      const [before, cursor, after] = typedSpans({ field }, width).map((span) => span.text);
      expect(cursor).toBe('▏');
      expect(widthOf(`${before}${cursor}${after}`)).toBe(width);
      expect(text).toContain(before);
    }),
  );
});

it.each([
  [6, '価格▏ '],
  [5, '価格▏'],
])('shows what was typed last where all of it is too wide for %d columns', (width, shown) => {
  const spans = typedSpans({ field: textField('東京の価格', 100) }, width);
  expect(spans.map(({ text }) => text).join('')).toBe(shown);
});
