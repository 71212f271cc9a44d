import { isAbsolute, join } from 'node:path';

/** What of strace's log changes the file system, or would have: calls that failed are told, too. */

/** Every call that a program can change a path by; `open` counts where it is for more than reading. */
export const TRACED = ['-e', 'trace=%file,bind', '-e', 'signal=none'];

const CHANGES =
  /^(creat|mkdir|rmdir|unlink|rename|link|symlink|chmod|fchmod|chown|lchown|fchown|truncate|utime|utimes|utimens|futimes|mknod|l?setxattr|l?removexattr)(at2?|2)?$/;
const OPENS = /^open(at2?)?$/;
const FOR_WRITING = /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/;

/** The paths that a log says were changed, each once, in their order. */
export function changedPaths(log, cwd) {
  return [...new Set(log.split('\n').flatMap((line) => pathsIn(line, cwd)))];
}

function pathsIn(line, cwd) {
  const [, call, rest] = /^\d+\s+(\w+)\((.*)$/.exec(line) ?? [];
  if (call === undefined) return [];
  // A socket that has a path in the file system.
  if (call === 'bind') return /sun_path="([^"]+)"/.exec(rest)?.slice(1) ?? [];
  if (!CHANGES.test(call) && !(OPENS.test(call) && FOR_WRITING.test(rest))) return [];
  const folder = /^\w+<([^>]*)>/.exec(rest)?.[1] ?? cwd;
  return [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path]) =>
    isAbsolute(path) ? path : join(folder, path),
  );
}
