import { join } from 'node:path';
import { InputError, systemCode } from '../errors.ts';
import { explained, makeFolder, type Workspace } from './workspace.ts';

/** A lock that its owner has not touched for this long belongs to a process that is gone. */
const STALE_MS = 5_000;

/**
 * Runs work while no other process of this program reads, changes and writes the same part of the workspace.
 *
 * @throws {InputError} where another process holds the lock for longer than any of its steps takes
 */
export async function withLock<Result>(
  workspace: Workspace,
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { default: lockfile } = await import('proper-lockfile');
  await makeFolder(workspace, folder);
  const target = join(workspace.root, folder);
  const release = await lockfile
    .lock(target, {
      lockfilePath: join(target, '.lock'),
      stale: STALE_MS,
      update: STALE_MS / 4,
      retries: { retries: 200, factor: 1.2, minTimeout: 10, maxTimeout: 200 },
    })
    .catch((error: unknown) => {
      if (systemCode(error) !== 'ELOCKED') throw explained(error, folder);
      throw new InputError({
        code: 'locked',
        message: `another process is writing to ${folder}`,
        hint: 'wait for it to end, then try again',
        cause: error,
      });
    });
  try {
    return await work();
  } finally {
    await release();
  }
}
