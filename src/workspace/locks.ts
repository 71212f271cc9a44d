import { access, mkdir, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { InputError, systemCode } from '../errors.ts';
import { removeAbandoned } from './abandoned-files.ts';
import { moveOnto, partialPath } from './atomic-write.ts';
import { isDead, newOwner } from './lock-owners.ts';
import { explained, makeFolder, type Workspace } from './workspace.ts';

/** A lock that its owner has not touched for this long belongs to a process that is gone. */
const STALE_MS = 5_000;
/** Longer than any step that is done under a lock takes. */
const PATIENCE_MS = 30_000;

/** A lock that is held. */
export interface Lock {
  /**
   * A folder of the lock's own, as an absolute path. What is to replace a file under the lock is written here first and
   * renamed from here: whoever takes the lock over moves this folder away first, so that the rename of an owner that
   * was stopped, and goes on, fails instead of undoing what was saved meanwhile.
   */
  readonly folder: string;
}

type Move = (from: string, to: string) => Promise<void>;

/**
 * Runs work while no other process of this program reads, changes and writes the same part of the workspace.
 *
 * A lock is a folder that holds one folder, named after its owner. It appears in one step, by a rename that only
 * succeeds where no lock is, or an empty one; and it is taken from a dead owner by moving that owner's folder away,
 * which can never be the folder of whoever took it over first.
 *
 * @throws {InputError} where another process holds the lock for longer than any of its steps takes, or has taken it
 * over because this one stood still
 */
export async function withLock<Result>(
  workspace: Workspace,
  folder: string,
  work: (lock: Lock) => Promise<Result>,
  { move = rename }: { readonly move?: Move } = {},
): Promise<Result> {
  await makeFolder(workspace, folder);
  const path = join(workspace.root, folder, '.lock');
  const owner = await acquire(path, folder, move);
  const lock = { folder: join(path, owner) };
  const timer = setInterval(() => void touch(lock.folder), STALE_MS / 4).unref();
  try {
    await removeAbandoned(join(workspace.root, folder));
    return await work(lock);
  } catch (error) {
    throw (await isHeld(lock)) ? error : lost(folder, error);
  } finally {
    clearInterval(timer);
    await removeOwner(path, owner);
  }
}

/** Whether nobody has taken a lock over. */
export async function isHeld({ folder }: Lock): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}

/** Waits until the lock is this process's own; returns the name of its owner. */
async function acquire(lock: string, folder: string, move: Move): Promise<string> {
  const owner = await newOwner();
  const own = partialPath(lock);
  try {
    await mkdir(own);
    await mkdir(join(own, owner));
    const removeIfDead = watchOwner(lock);
    const start = performance.now();
    while (!(await isMoved(own, lock, move))) {
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
async function isMoved(own: string, lock: string, move: Move): Promise<boolean> {
  try {
    await move(own, lock);
    return true;
  } catch (error) {
    if (TAKEN.includes(systemCode(error))) return false;
    throw error;
  }
}

/** What a rename onto a folder with something in it is called on one system or another; on Windows onto any folder. */
const TAKEN: readonly (string | undefined)[] = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY'];

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
    if (owner === undefined) {
      // A killed process may have left it empty, and Windows renames onto no folder.
      await rmdir(lock).catch(() => {});
      return false;
    }
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

/**
 * Moves an owner's folder away in one step, so that nothing can be renamed out of it any more, and removes it. Where it
 * cannot be removed, what was done under the lock stands, and the lock goes stale.
 */
async function removeOwner(lock: string, owner: string): Promise<void> {
  const away = partialPath(lock);
  await moveOnto(join(lock, owner), away).catch(() => {});
  await rm(away, { recursive: true, force: true }).catch(() => {});
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

function lost(folder: string, cause: unknown): InputError {
  return new InputError({
    code: 'lock_lost',
    message: `this process stood still, and another one has written to ${folder} since`,
    hint: 'what the other one saved is kept; run the command again',
    cause,
  });
}
