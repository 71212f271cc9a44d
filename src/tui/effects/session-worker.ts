import type { Context } from '../../context.ts';
import { contextOf, type Outside } from '../../training/training-job.ts';
import { serveDesk, type WorkerTask } from '../../workers/serve-desk.ts';
import { errands } from './errands.ts';

type Work = Promise<unknown> | AsyncGenerator<unknown, unknown, void>;

/** The session's other thread: it does what would make keys wait. */
const served = Object.entries(errands).map(([name, errand]): readonly [string, WorkerTask] => {
  const begin = errand as (args: never, context: Context) => Work;
  return [
    name,
    async function* ({ args, outside }: { readonly args: never; readonly outside: Outside }, signal) {
      const work = begin(args, contextOf(outside, signal));
      return 'next' in work ? yield* work : await work;
    },
  ];
});

serveDesk(Object.fromEntries(served));
