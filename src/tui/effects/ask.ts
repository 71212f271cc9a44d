import { listen } from '../../async.ts';
import type { Context } from '../../context.ts';
import { outsideOf } from '../../training/training-job.ts';
import { openDesk } from '../../workers/desk.ts';
import type { Errands } from './errands.ts';

const desk = openDesk('session-worker');

type Name = keyof Errands;
type ArgsOf<N extends Name> = Parameters<Errands[N]>[0];
type WorkOf<N extends Name> = ReturnType<Errands[N]>;
type ReportOf<N extends Name> = WorkOf<N> extends AsyncGenerator<infer Report> ? Report : never;
type ResultOf<N extends Name> =
  WorkOf<N> extends AsyncGenerator<unknown, infer Result, void> ? Result : Awaited<WorkOf<N>>;

/**
 * Work on what is on disk, done on the session's other thread so that keys do not wait. It goes on while its reports are
 * listened to.
 *
 * @throws what the work throws; of a foreseen error what it says
 */
export function ask<N extends Name>(
  name: N,
  args: ArgsOf<N>,
  context: Context,
  hear: (report: ReportOf<N>) => void = () => {},
): Promise<ResultOf<N>> {
  const work = desk.ask(name, { args, outside: outsideOf(context) }, context);
  return listen(work as AsyncGenerator<ReportOf<N>, ResultOf<N>, void>, hear);
}
