import type { Work } from './work.ts';

/** A path as it is typed: ~ is the home folder. */
export function expandHome(path: string, { env }: Work['context']): string {
  const home = env.HOME ?? env.USERPROFILE;
  return home !== undefined && /^~(?=$|[\\/])/.test(path) ? home + path.slice(1) : path;
}
