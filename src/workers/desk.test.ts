import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { listen } from '../async.ts';
import { temporaryFolder } from '../testing/context.ts';
import { openDesk } from './desk.ts';

it('starts one thread, ahead of the first errand or with it', async () => {
  const started: Worker[] = [];
  const count = (worker: Worker) => started.push(worker);
  process.on('worker', count);
  try {
    const desk = openDesk('server-worker');
    desk.start();
    desk.start();
    const args = { coin: 'bitcoin', vsCurrency: 'usd', source: 'auto' };
    const outside = { root: await temporaryFolder(), env: {}, clockAheadMs: 0 };
    const { signal } = new AbortController();
    expect(await listen(desk.ask('newest day', { args, outside }, { signal }))).toBe('2026-01-31');
    expect(started).toHaveLength(1);
    await started[0]?.terminate();
  } finally {
    process.off('worker', count);
  }
});
