import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { listen } from '../async.ts';
import { openDesk } from './desk.ts';

it('starts one thread, ahead of the first errand or with it', async () => {
  const started: Worker[] = [];
  const count = (worker: Worker) => started.push(worker);
  process.on('worker', count);
  try {
    const desk = openDesk('server-worker');
    desk.start();
    desk.start();
    const { signal } = new AbortController();
    const unknown = listen(desk.ask('example', { args: {}, outside: {} }, { signal }));
    await expect(unknown).rejects.toThrow();
    expect(started).toHaveLength(1);
    await started[0]?.terminate();
  } finally {
    process.off('worker', count);
  }
});
