import { mkdir, readdir, rename, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { InputError, systemCode } from '../errors.ts';
import { removeLeftovers } from './leftovers.ts';
import { isDead, newOwner } from './lock-owners.ts';
import { partialPath } from './whole-file.ts';
import { explained, makeFolder, type Workspace } from './workspace.ts';

/** A lock that its owner has not touched for this long belongs to a process that is gone. */
const STALE_MS = 5_000;
/** Longer than any step that is done under a lock takes. */
const PATIENCE_MS = 30_000;

/**
 * Runs work while no other process of this program reads, changes and writes the same part of the workspace.
 *
 * A lock is a folder that holds one file, named after its owner. It appears in one step, by a rename that only
 * succeeds where no lock is, or an empty one; and it is taken from a dead owner by removing that owner's file, which
 * can never remove the file of whoever took it over first.
 *
 * @throws {InputError} where another process holds the lock for longer than any of its steps takes
 */
export async function withLock<Result>(
  workspace: Workspace,
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await makeFolder(workspace, folder);
  const lock = join(workspace.root, folder, '.lock');
  const owner = await acquire(lock, folder);
  const timer = setInterval(() => void touch(join(lock, owner)), STALE_MS / 4).unref();
  try {
    await removeLeftovers(join(workspace.root, folder));
    return await work();
  } finally {
    clearInterval(timer);
    await removeOwner(lock, owner);
  }
}

/** Waits until the lock is this process's own; returns the name of its owner. */
async function acquire(lock: string, folder: string): Promise<string> {
  const owner = await newOwner();
  const own = partialPath(lock);
  try {
    await mkdir(own);
    await writeFile(join(own, owner), '');
    const removeIfDead = watchOwner(lock);
    const start = performance.now();
    while (!(await isMoved(own, lock))) {
      if (performance.now() - start > PATIENCE_MS) throw locked(folder);
      if (!(await removeIfDead())) await pause(10 + 30 * Math.random());
    }
    return owner;
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    throw explained(error, folder);
  }
}

/** Puts a lock where none is. */
async function isMoved(own: string, lock: string): Promise<boolean> {
  try {
    await rename(own, lock);
    return true;
  } catch (error) {
    // What a rename onto a folder with something in it is called differs between systems.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(systemCode(error) ?? '')) return false;
    throw error;
  }
}

/**
 * Watches who holds a lock, and removes an owner that is dead: it is gone from this machine, or does not touch its lock
 * for as long as it would not leave it untouched. The age of a lock is not read off a clock, which may be another
 * machine's, or have been set back since. Says whether an owner was removed.
 */
function watchOwner(lock: string): () => Promise<boolean> {
  let seen: string | undefined;
  let since = performance.now();
  return async () => {
    const [owner] = await readdir(lock).catch(() => []);
    if (owner === undefined) return false;
    const touched = (await stat(join(lock, owner)).catch(() => undefined))?.mtimeMs;
    if (seen !== `${owner} ${touched}`) {
      seen = `${owner} ${touched}`;
      since = performance.now();
    }
    const isGone = performance.now() - since > STALE_MS || (await isDead(owner));
    if (isGone) await removeOwner(lock, owner);
    return isGone;
  };
}

/** Where it cannot be removed, what was done under it stands, and the lock goes stale. */
async function removeOwner(lock: string, owner: string): Promise<void> {
  await unlink(join(lock, owner)).catch(() => {});
  // Unless another one has moved in meanwhile.
  await rmdir(lock).catch(() => {});
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
}

function locked(folder: string): InputError {
  return new InputError({
    code: 'locked',
    message: `another process is writing to ${folder}`,
    hint: `wait for it to end, or remove ${join(folder, '.lock')} where there is none, then try again`,
  });
}
