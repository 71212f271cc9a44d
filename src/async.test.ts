import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { atMostEvery, onAbort } from './async.ts';

it('says that it is time at first, and again only once the time has passed', async () => {
  const isRarelyTime = atMostEvery(60_000);
  expect([isRarelyTime(), isRarelyTime(), isRarelyTime()]).toEqual([true, false, false]);
  const isOftenTime = atMostEvery(5);
  expect(isOftenTime()).toBe(true);
  await setTimeout(20);
  expect(isOftenTime()).toBe(true);
});

it('acts for all who wait for one signal, twenty as well, but for who waits no more', async () => {
  const warned: Error[] = [];
  const warn = (warning: Error) => void warned.push(warning);
  process.on('warning', warn);
  const controller = new AbortController();
  const acted: number[] = [];
  const stops = Array.from({ length: 20 }, (_, i) => onAbort(controller.signal, () => acted.push(i)));
  for (const stop of stops.slice(2)) stop();
  await setImmediate();
  process.off('warning', warn);
  expect(warned).toEqual([]);
  controller.abort();
  expect(acted).toEqual([0, 1]);
  onAbort(controller.signal, () => acted.push(2));
  expect(acted).toEqual([0, 1, 2]);
});
