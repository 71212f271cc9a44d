import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../package-root.ts';

/**
 * A thread of the built program, by the name of its file in `dist/`. It takes none of Node's options of the process:
 * an `--import` of a relative path is looked for where the process is by then, and is not found.
 */
export function startThread(name: string): Worker {
  return new Worker(join(packageRoot, 'dist', `${name}.js`), { execArgv: [] });
}
