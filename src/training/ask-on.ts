import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { openDesk } from '../workers/desk.ts';
import { serveDesk, type Work } from '../workers/serve-desk.ts';
import { contextOf, type Outside, outsideOf } from './training-job.ts';

/** Work that another thread does by its name: a promise, or a generator where it has something to report on the way. */
type Errand = (args: never, context: Context) => Promise<unknown> | AsyncGenerator<unknown, unknown, void>;
type Errands = Readonly<Record<string, Errand>>;

type ReportOf<E extends Errand> =
  ReturnType<E> extends AsyncGenerator<infer Report, unknown, void> ? Report : never;
type ResultOf<E extends Errand> =
  ReturnType<E> extends AsyncGenerator<unknown, infer Result, void> ? Result : Awaited<ReturnType<E>>;

export interface Ask<Own extends Errands> {
  /** Has an errand done, and hears its reports. It goes on while they are listened to. */
  <Name extends keyof Own & string>(
    name: Name,
    args: Parameters<Own[Name]>[0],
    context: Context,
    hear?: (report: ReportOf<Own[Name]>) => void,
  ): Promise<ResultOf<Own[Name]>>;
  /** Starts the other thread, so that the first errand need not wait for it. */
  readonly start: () => void;
}

/**
 * A function that has errands done by another thread. It throws what the errand throws; of a foreseen error what it
 * says.
 *
 * @param file of the program in `dist/` that serves them, without its ending
 */
export function askOn<Own extends Errands>(file: string): Ask<Own> {
  const desk = openDesk(file);
  const ask = <Name extends keyof Own & string>(
    name: Name,
    args: Parameters<Own[Name]>[0],
    context: Context,
    hear?: (report: ReportOf<Own[Name]>) => void,
  ) => {
    const work = desk.ask(name, { args, outside: outsideOf(context) }, context);
    return listen(work as AsyncGenerator<ReportOf<Own[Name]>, ResultOf<Own[Name]>, void>, hear);
  };
  return Object.assign(ask, { start: desk.start });
}

/** The other side of `askOn`: does errands of these names, each in a context without a source. */
export function serveErrands(errands: Errands): void {
  const served = Object.entries(errands).map(([name, errand]): readonly [string, Work] => [
    name,
    async function* ({ args, outside }: { readonly args: never; readonly outside: Outside }, signal) {
      const work = errand(args, contextOf(outside, signal));
      return 'next' in work ? yield* work : await work;
    },
  ]);
  serveDesk(Object.fromEntries(served));
}
