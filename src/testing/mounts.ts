import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Mount extends AsyncDisposable {
  readonly makeReadOnly: () => Promise<void>;
}

/** A file system of its own in memory, on a folder; undefined where this process may not mount one. */
export async function mountMemory(folder: string, size: string): Promise<Mount | undefined> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  return {
    makeReadOnly: async () => void (await run('mount', ['-o', 'remount,ro', folder])),
    [Symbol.asyncDispose]: async () => void (await run('umount', ['-l', folder])),
  };
}
