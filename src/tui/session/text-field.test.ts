import { expect, it } from 'vitest';
import { editText, textField, textOf } from './text-field.ts';

it('inserts and deletes where the cursor is, whole characters at a time', () => {
  const field = editText(textField('ab😀', 10), { kind: 'left' });
  expect(textOf(editText(field, { kind: 'insert', text: 'x' }))).toBe('abx😀');
  expect(textOf(editText(field, { kind: 'backspace' }))).toBe('a😀');
  expect(textOf(editText(textField('ab😀', 10), { kind: 'backspace' }))).toBe('ab');
});

it('keeps what it has room for, without line breaks or escape sequences', () => {
  const field = editText(textField('', 5), { kind: 'insert', text: '1\n2\u001b[31m3456789' });
  expect(textOf(field)).toBe('12[31');
});
