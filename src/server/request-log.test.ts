import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog } from './request-log.ts';

it('writes lines that follow each other in one write, each with the time at which it was said', () => {
  const stream = new PassThrough({ encoding: 'utf8' });
  const times = ['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00.007Z'];
  let said = 0;
  const { log, flush } = createLog(stream, () => new Date(times[said++] ?? 'no more'));
  for (const path of ['/a', '/b', '/c']) log({ level: 'info', msg: 'request', path });
  expect(stream.read()).toBeNull();
  flush();
  const lines = ['/a', '/b', '/c'].map(
    (path, i) => `{"time":"${times[i]}","level":"info","msg":"request","path":"${path}"}\n`,
  );
  expect(stream.read()).toBe(lines.join(''));
  flush();
  expect(stream.read()).toBeNull();
});

it('writes by itself, soon after the first line that waits', async () => {
  const stream = new PassThrough({ encoding: 'utf8' });
  const { log } = createLog(stream, () => new Date(0));
  log({ level: 'warn', msg: 'late' });
  await expect.poll(() => stream.read()).toMatch(/^\{"time":"1970-01-01T00:00:00.000Z".*"late"\}\n$/);
});
