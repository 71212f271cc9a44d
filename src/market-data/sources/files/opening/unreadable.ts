import { systemCode } from '../../../../errors.ts';

/** What is wrong with a file of the user's, and what to do about it. */
export type Unreadable = readonly [what: string, hint: string];

/** Why a file outside the workspace cannot be read; undefined where the error is not of the file system. */
export function whyUnreadable(error: unknown): Unreadable | undefined {
  const code = systemCode(error);
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return undefined;
  return reasons[code] ?? [`cannot be read (${code})`, 'check the path'];
}

const notThere: Unreadable = ['does not exist', 'check the path'];

const reasons: Readonly<Record<string, Unreadable>> = {
  ENOENT: notThere,
  ENOTDIR: notThere,
  EISDIR: ['is a folder', 'name a file'],
  EACCES: ['cannot be read', 'check its permissions'],
  EPERM: ['cannot be read', 'check its permissions'],
  EBUSY: ['is open in another program', 'close it there, and try again'],
  ENAMETOOLONG: ['is not a path', 'name a file'],
  ELOOP: ['is a link that leads in a circle', 'name a file'],
};
