import { expect, it } from 'vitest';
import { plainText } from '../drawing/text.ts';
import { initialSession } from '../session/session.ts';
import { helpLines } from './help-lines.ts';

it('lists the keys that the screen may come to take, and none of every screen that it never takes', () => {
  const keysOn = (screen: 'data' | 'evaluate') =>
    helpLines({ ...initialSession, screen }, 120).map((line) => plainText(line).slice(2, 14).trim());
  expect(keysOn('evaluate')).toEqual(expect.arrayContaining(['F', 'T', 'a']));
  expect(keysOn('data')).toEqual(expect.arrayContaining(['T', 'u']));
  expect(keysOn('data')).not.toContain('F');
});
