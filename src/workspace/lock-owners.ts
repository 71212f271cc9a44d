import { randomBytes } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { systemCode } from '../errors.ts';
import { sha256 } from '../results/checksummed.ts';

/** A name of its own for a lock's owner; it says which process that is: `{process}-{where}-{one of its locks}`. */
export async function newOwner(): Promise<string> {
  return `${process.pid}-${await processSpace()}-${randomBytes(4).toString('hex')}`;
}

/** Whether the process that took a lock under this name is known to be gone. */
export async function isDead(owner: string): Promise<boolean> {
  const [, pid, space] = /^([1-9]\d*)-([0-9a-f]+)-[0-9a-f]+$/.exec(owner) ?? [];
  if (pid === undefined || space !== (await processSpace())) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
}

/**
 * Where a process id means the same process: on Linux this boot of this machine, and this container on it; elsewhere
 * this machine, by its name.
 */
async function processSpace(): Promise<string> {
  const facts = [readFile('/proc/sys/kernel/random/boot_id', 'utf8'), readlink('/proc/self/ns/pid')];
  const known = await Promise.all(facts).catch(() => [hostname()]);
  return sha256(known.join()).slice(0, 8);
}
