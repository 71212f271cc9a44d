import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { InputError, systemCode } from '../errors.ts';
import { explained, makeFolder, type Workspace } from './workspace.ts';

/** A lock that its owner has not touched for this long belongs to a process that is gone. */
const STALE_MS = 5_000;
/** Longer than any step that is done under a lock takes. */
const PATIENCE_MS = 30_000;

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
  await makeFolder(workspace, folder);
  const release = await acquire(workspace, folder);
  try {
    return await work();
  } finally {
    // A lock that cannot be released goes stale by itself; what was done under it stands.
    await release().catch(() => {});
  }
}

type Release = () => Promise<void>;

async function acquire(workspace: Workspace, folder: string): Promise<Release> {
  const { default: lockfile } = await import('proper-lockfile');
  const target = join(workspace.root, folder);
  const lockfilePath = join(target, '.lock');
  const removeIfDead = watchLock(lockfilePath);
  const start = performance.now();
  for (;;) {
    try {
      return await lockfile.lock(target, {
        lockfilePath,
        stale: STALE_MS,
        update: STALE_MS / 4,
        // Whoever was asleep for so long that another took over still writes each file whole.
        onCompromised: () => {},
      });
    } catch (error) {
      if (systemCode(error) !== 'ELOCKED') throw explained(error, folder);
      if (performance.now() - start > PATIENCE_MS) throw locked(folder, error);
      await pause(20 + 60 * Math.random());
      await removeIfDead();
    }
  }
}

/**
 * Removes a lock that nobody touches for as long as its owner would not leave it untouched. A lock from before the
 * clock was set back is not old by the clock until long after.
 */
function watchLock(path: string): () => Promise<void> {
  let touched: number | undefined;
  let since = performance.now();
  return async () => {
    const seen = (await stat(path).catch(() => undefined))?.mtimeMs;
    if (seen === undefined || seen !== touched) {
      touched = seen;
      since = performance.now();
    } else if (performance.now() - since > STALE_MS) {
      await rm(path, { recursive: true, force: true });
    }
  };
}

function locked(folder: string, cause: unknown): InputError {
  return new InputError({
    code: 'locked',
    message: `another process is writing to ${folder}`,
    hint: `wait for it to end, or remove ${join(folder, '.lock')} where there is none, then try again`,
    cause,
  });
}
