import { expect, it } from 'vitest';
import { runningSums } from './running-sums.ts';

it('running sums begin with 0 and end with the sum of all values', () => {
  expect([...runningSums([1, 2, 3])]).toEqual([0, 1, 3, 6]);
  expect([...runningSums([])]).toEqual([0]);
});
