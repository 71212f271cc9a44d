import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HOUR_MS } from '../dates.ts';
import { PARTIAL } from './atomic-write.ts';

/**
 * Removes what processes that were killed left in a folder: what is named as not finished, where nothing has touched it
 * for an hour. Never fails: what cannot be removed stays.
 */
export async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => PARTIAL.test(each))) {
    const path = join(folder, name);
    const status = await lstat(path).catch(() => undefined);
    if (status && Date.now() - status.mtimeMs > HOUR_MS) {
      await rm(path, { recursive: true, force: true }).catch(() => {});
    }
  }
}
