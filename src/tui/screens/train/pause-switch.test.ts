import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { PauseSwitch } from './pause-switch.ts';

it('lets a training pass step by step, and listens for its end once, however many steps there are', async () => {
  const { signal } = new AbortController();
  const pause = new PauseSwitch();
  pause.close();
  for (let step = 1; step <= 20; step++) {
    const passed = pause.passed(signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    pause.step();
    await passed;
  }
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

it('lets a training pass that is aborted', async () => {
  const controller = new AbortController();
  const pause = new PauseSwitch();
  pause.close();
  const passed = pause.passed(controller.signal);
  controller.abort();
  await expect(passed).resolves.toBeUndefined();
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
});
