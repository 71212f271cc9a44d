import { expect, test } from 'vitest';
import { onOneLine, printable, printableJson } from './printable.ts';

test.each([
  ['a colour (ANSI)', '\u001b[31mEvil\u001b[0m', '[31mEvil[0m'],
  ['a screen wiped (ANSI)', '\u001b[2JEvil', '[2JEvil'],
  ['a title set (OSC)', '\u001b]0;owned\u0007Evil', ']0;ownedEvil'],
  ['a link (OSC)', '\u001b]8;;http://x\u001b\\Evil', ']8;;http://x\\Evil'],
  ['a colour by C1', '\u009b31mEvil', '31mEvil'],
  ['a title set by C1', '\u009d0;owned\u009cEvil', '0;ownedEvil'],
  ['a writing turned round', '\u202eEvil\u202c', 'Evil'],
  ['an isolate', '\u2067Evil\u2069', 'Evil'],
  ['marks of direction', '\u200eEv\u200fil\u061c', 'Evil'],
  ['characters of no width', 'E\u200bv\u2060i\ufeffl', 'Evil'],
  ['a bell, a backspace and a return', 'Ev\u0007\u0008\ril', 'Evil'],
  ['a line and a paragraph separator', 'Ev\u2028\u2029il', 'Evil'],
])('row 49: a name with %s → printed without what a terminal acts upon', (_, name, shown) => {
  expect(printable(name)).toBe(shown);
  expect(JSON.parse(printableJson({ name }))).toEqual({ name });
  expect(printableJson({ name })).toMatch(/^[\x20-\x7e]+$/);
});

test('row 49: every control and format character that there is → none is left but line breaks and tabs', () => {
  const everything = Array.from({ length: 0x11_0000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .join('');
  expect(printable(everything).match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu)).toEqual(['\t', '\n']);
  expect(onOneLine(everything)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});
