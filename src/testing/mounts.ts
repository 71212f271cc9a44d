import { execFile } from 'node:child_process';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Mount extends AsyncDisposable {
  readonly makeReadOnly: () => Promise<void>;
}

/** A file system of its own in memory, on a folder. */
export async function mountMemory(folder: string, size: string): Promise<Mount> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  return {
    makeReadOnly: async () => void (await run('mount', ['-o', 'remount,ro', folder])),
    [Symbol.asyncDispose]: async () => void (await run('umount', ['-l', folder])),
  };
}

/** Why no file system can be mounted here; undefined where one can. */
export const mountingProblem = await (async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crypto-predict-mount-'));
  try {
    await using _ = await mountMemory(folder, '4k');
    return undefined;
  } catch {
    return 'this user may not mount a file system';
  } finally {
    await rmdir(folder);
  }
})();
