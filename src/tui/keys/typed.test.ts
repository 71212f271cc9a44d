import type { Key } from 'ink';
import { expect, it } from 'vitest';
import { keysIn } from './typed.ts';

const none = {} as Key;
const names = (input: string, key: Partial<Key> = {}) =>
  keysIn(input, { ...none, ...key }).map((typed) => (typed.kind === 'key' ? typed.key : typed));

it('takes keys typed fast one by one, Enter among them', () => {
  expect(names('jk')).toEqual(['j', 'k']);
  expect(names('12\r')).toEqual(['1', '2', 'enter']);
  expect(names('[q')).toEqual(['[', 'q']);
  expect(names('a\u0003')).toEqual(['a', 'ctrl-c']);
});

it('knows Esc, which sets meta, and Backspace, which arrives as delete', () => {
  expect(names('', { escape: true, meta: true })).toEqual(['escape']);
  expect(names('', { delete: true })).toEqual(['backspace']);
});

it('takes Esc and a character that are read at once for the two keys they are', () => {
  expect(names('5', { meta: true })).toEqual(['escape', '5']);
});

it('ignores what a terminal sends of its own', () => {
  expect(names('[12;5R')).toEqual([]);
});

it('knows where a paste begins and ends', () => {
  expect(names('[200~')).toEqual([{ kind: 'paste', isOpen: true }]);
  expect(names('[201~')).toEqual([{ kind: 'paste', isOpen: false }]);
});
