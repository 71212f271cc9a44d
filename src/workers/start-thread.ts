import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../package-root.ts';

/**
 * What is new on a thread has little room before it is collected: it takes no longer, and a session of 20 trainings
 * stays at 162 MiB in place of 186.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/**
 * A thread of the built program, by the name of its file in `dist/`. It takes none of Node's options of the process:
 * an `--import` of a relative path is looked for where the process is by then, and is not found.
 */
export function startThread(name: string): Worker {
  return new Worker(join(packageRoot, 'dist', `${name}.js`), { execArgv: [], resourceLimits });
}
