import { expect, it } from 'vitest';
import { topAround } from './scrolled.ts';

it('keeps the row under the cursor in the middle, and the list without a gap at either end', () => {
  const tops = (rows: number) => [0, 2, 5, 9].map((row) => topAround(row, { rows, visible: 4 }));
  expect(tops(10)).toEqual([0, 0, 3, 6]);
  expect(tops(3)).toEqual([0, 0, 0, 0]);
});
