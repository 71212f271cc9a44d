import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { isDead, newOwner } from './lock-owners.ts';
import { type Lock, withLock } from './locks.ts';
import { type Workspace, writeWhole } from './workspace.ts';

/** The name that a process which ended took its locks under. */
async function deadOwner(): Promise<string> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return (await newOwner()).replace(/^\d+/, String(child.pid));
}

/** A workspace in which `models/` is locked by someone. */
async function lockedBy(owner: string): Promise<{ readonly root: string }> {
  const root = await temporaryFolder();
  await mkdir(join(root, 'models', '.lock'), { recursive: true });
  await writeFile(join(root, 'models', '.lock', owner), '');
  return { root };
}

describe('the lock of a process that is gone', () => {
  test('row 36: an owner whose process is gone from this machine → known to be dead; any other is not', async () => {
    const [living, dead] = [await newOwner(), await deadOwner()];
    expect(await isDead(living)).toBe(false);
    expect(await isDead(dead)).toBe(true);
    expect(await isDead(dead.replace(/-[0-9a-f]+-/, '-0-'))).toBe(false);
    expect(await isDead('1')).toBe(false);
  });

  test('row 36: a lock of a process that is gone from this machine → taken over at once, by one of 20 that wait', async () => {
    const workspace = await lockedBy(await deadOwner());
    let [inside, most, done] = [0, 0, 0];
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await yieldToOthers();
      inside -= 1;
      done += 1;
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => withLock(workspace, 'models', work)));
    expect({ most, done }).toEqual({ most: 1, done: 20 });
    // Sooner than a lock that nobody touches is taken for one of a dead owner.
    expect(performance.now() - start).toBeLessThan(4500);
    expect(await readdir(join(workspace.root, 'models'))).toEqual([]);
  });

  test('row 36: a lock of another machine that is touched no more, whenever it last was → taken over within 12 s', async () => {
    const owner = '4711-0-0';
    const anHourAhead = 3600;
    const takeOver = async (seconds: number) => {
      const workspace = await lockedBy(owner);
      const then = new Date(Date.now() + seconds * 1000);
      await utimes(join(workspace.root, 'models', '.lock', owner), then, then);
      const start = performance.now();
      expect(await withLock(workspace, 'models', async () => 'done')).toBe('done');
      expect(performance.now() - start).toBeLessThan(12_000);
      expect(await readdir(join(workspace.root, 'models'))).toEqual([]);
    };
    await Promise.all([-60, 0, anHourAhead].map(takeOver));
  });
});

test.each(['EPERM', 'EBUSY'])(
  'a lock that a killed process left empty is taken over where no rename replaces a folder, by %s as on Windows',
  async (code) => {
    const workspace = { root: await temporaryFolder() };
    await mkdir(join(workspace.root, 'models', '.lock'), { recursive: true });
    const renameAsOnWindows = async (from: string, to: string) => {
      const isThere = await access(to).then(
        () => true,
        () => false,
      );
      if (isThere) throw Object.assign(new Error(`${code}: rename`), { code });
      await rename(from, to);
    };
    const done = await withLock(workspace, 'models', async () => 'done', { move: renameAsOnWindows });
    expect(done).toBe('done');
    expect(await readdir(join(workspace.root, 'models'))).toEqual([]);
  },
  3000,
);

describe('an owner that was stopped, and goes on after its lock was taken over', () => {
  /** Work under a lock that is taken over by another's before it goes on. */
  async function overtaken(late: (workspace: Workspace, lock: Lock) => Promise<unknown>) {
    const workspace = { root: await temporaryFolder() };
    const stopped = withLock(workspace, 'models', async (lock) => {
      // What taking over does, which nobody does while the owner touches its lock.
      await rename(lock.folder, join(workspace.root, 'models', '.taken.partial'));
      await withLock(workspace, 'models', (next) =>
        writeWhole(workspace, 'models/current.json', 'new', next),
      );
      return late(workspace, lock);
    });
    await expect(stopped).rejects.toMatchObject({ code: 'lock_lost' });
    return workspace;
  }

  test('row 73: it writes a file → refused, what the other one saved is kept', async () => {
    const workspace = await overtaken((folder, lock) =>
      writeWhole(folder, 'models/current.json', 'old', lock),
    );
    expect(await readFile(join(workspace.root, 'models/current.json'), 'utf8')).toBe('new');
    expect(await readdir(join(workspace.root, 'models'))).toEqual(['.taken.partial', 'current.json']);
  });

  test('row 73: it renames what it had written already → refused', async () => {
    const workspace = await overtaken((folder, lock) =>
      rename(join(lock.folder, 'staged'), join(folder.root, 'models/current.json')),
    );
    expect(await readFile(join(workspace.root, 'models/current.json'), 'utf8')).toBe('new');
  });
});

test('a lock is let go when the work under it fails', async () => {
  const workspace = { root: await temporaryFolder() };
  const failing = withLock(workspace, 'models', async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await withLock(workspace, 'models', async () => 'done')).toBe('done');
});

test('a lock whose owner still touches it is waited for', async () => {
  const workspace = { root: await temporaryFolder() };
  const order: string[] = [];
  let finish = () => {};
  const first = withLock(workspace, 'models', async () => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    order.push('first');
  });
  while ((await readdir(join(workspace.root, 'models')).catch(() => [])).every((name) => name !== '.lock'))
    await yieldToOthers();
  const second = withLock(workspace, 'models', async () => void order.push('second'));
  while ((await readdir(join(workspace.root, 'models'))).length < 2) await yieldToOthers();
  finish();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});
