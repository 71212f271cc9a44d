import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { temporaryFolder } from '../testing/context.ts';
import { onThread } from './on-thread.ts';

it.each([
  ['ends', '', 'a thread ended before its work'],
  ['fails', 'throw new Error("out of order");', 'out of order'],
])('says that a thread %s before its work is done', async (name, program, message) => {
  const file = join(await temporaryFolder(), name);
  await writeFile(`${file}.js`, program);
  const pace = { signal: new AbortController().signal, isStepping: () => false };
  const work = onThread(relative(join(packageRoot, 'dist'), file), {}, pace);
  await expect(work.next()).rejects.toThrow(message);
});
