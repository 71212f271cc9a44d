import type { Context } from '../context.ts';
import { contextOf, type Outside } from '../training/training-job.ts';
import { serveDesk, type WorkerTask } from '../workers/serve-desk.ts';
import { errands } from './errands.ts';

/** The server's other thread: it does what would make requests wait. */
const served = Object.entries(errands).map(([name, errand]): readonly [string, WorkerTask] => {
  const work = errand as (args: never, context: Context) => Promise<unknown>;
  return [
    name,
    // biome-ignore lint/correctness/useYield: these errands have nothing to report on the way.
    async function* ({ args, outside }: { readonly args: never; readonly outside: Outside }, signal) {
      return await work(args, contextOf(outside, signal));
    },
  ];
});

serveDesk(Object.fromEntries(served));
