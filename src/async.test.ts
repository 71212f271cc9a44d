import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { atMostEvery } from './async.ts';

it('says that it is time at first, and again only once the time has passed', async () => {
  const isRarelyTime = atMostEvery(60_000);
  expect([isRarelyTime(), isRarelyTime(), isRarelyTime()]).toEqual([true, false, false]);
  const isOftenTime = atMostEvery(5);
  expect(isOftenTime()).toBe(true);
  await setTimeout(20);
  expect(isOftenTime()).toBe(true);
});
