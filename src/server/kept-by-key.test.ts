import { expect, it } from 'vitest';
import { keptByKey } from './kept-by-key.ts';

it('searches once for each key, however many ask, and again where it failed', async () => {
  const asked: string[] = [];
  const find = keptByKey(async ({ name }: { readonly name: string }) => {
    asked.push(name);
    if (asked.length === 1) throw new Error('too many open files');
    return name.length;
  });
  const [one, other] = [{ name: 'one' }, { name: 'other' }];
  const first = [find(one), find(one)];
  for (const each of first) await expect(each).rejects.toThrow('too many open files');
  expect(await Promise.all([find(one), find(one), find(other)])).toEqual([3, 3, 5]);
  expect(await find(one)).toBe(3);
  expect(asked).toEqual(['one', 'one', 'other']);
});

it('searches again what was not found', async () => {
  const answers = [undefined, 3];
  const find = keptByKey(async (_: object) => answers.shift());
  const key = {};
  expect([await find(key), await find(key), await find(key)]).toEqual([undefined, 3, 3]);
});
