import { randomBytes } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemCode } from '../errors.ts';

/** The names of what is being written, removed or waited for: no reader looks at these. */
export const PARTIAL = /^\..+\.partial$/;

/** A name of its own beside a path, for what is not yet to be seen there. */
export function partialPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.partial`);
}

/**
 * Replaces a file: whoever reads it, and whenever this is cut off, finds the old bytes or the new ones. The new ones
 * are written in `folder` first: beside the file where none is given.
 */
export async function replaceFile(path: string, text: string, folder?: string): Promise<void> {
  const file = await realpath(path).catch(() => path);
  const mode = (await stat(file).catch(() => undefined))?.mode;
  const partial = partialPath(folder === undefined ? file : join(folder, basename(file)));
  try {
    // Until the last byte: a disk that fills up takes a part and reports no error until it is asked to take the rest.
    await writeFile(partial, text, { flag: 'wx', flush: true, ...(mode === undefined ? {} : { mode }) });
    await moveOnto(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** What Windows says of a file that someone has open, and of a folder with such a file in it. */
const IN_USE: readonly (string | undefined)[] = ['EPERM', 'EACCES', 'EBUSY'];
const MOST_TRIES = process.platform === 'win32' ? 20 : 1;

/**
 * Renames a file, onto another one where there is one, or a folder. Windows refuses while anyone has either open, as a
 * virus scanner may for a moment: there it is tried again for 2 s, each time after a longer pause.
 */
export async function moveOnto(
  partial: string,
  file: string,
  {
    mostTries = MOST_TRIES,
    move = rename,
    pause = (milliseconds: number): Promise<unknown> => setTimeout(milliseconds),
  } = {},
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await move(partial, file);
    } catch (error) {
      if (tries >= mostTries || !IN_USE.includes(systemCode(error))) throw error;
      await pause(10 * tries);
    }
  }
}
