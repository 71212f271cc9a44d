import type { Market, TargetName } from '../domain.ts';
import { UsageError } from '../errors.ts';
import type { SavedRun } from '../workspace/runs.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { App } from './app.ts';

export interface RunFlags {
  /** The id of a run, or `newest`, or `previous`. */
  readonly run?: string | undefined;
  readonly coin?: string | undefined;
  readonly vs?: string | undefined;
  /** The direction where none is named. */
  readonly target?: TargetName | undefined;
}

/** How a run may be named. */
export const RUN_NAMES = 'the id of a run, or newest, or previous';

/**
 * The run that flags name, or the one in use for the market they name, or for the market trained or chosen last.
 *
 * @throws {UsageError} where the run that is named is of another market than the one that is named
 */
export async function chooseRun({ run: name, ...named }: RunFlags, app: App): Promise<SavedRun> {
  const { readRun, readRunInUse } = await import('../workspace/runs.ts');
  const { workspace } = await app.context();
  if (name === undefined) {
    if (named.coin === undefined) return readRunInUse(workspace);
    const vsCurrency = named.vs ?? (await app.preferences()).vsCurrency;
    return readRunInUse(workspace, { coin: named.coin, vsCurrency, target: named.target });
  }
  const run = await readRun(workspace, await idOf(workspace, name));
  refuseOtherMarket(run, named);
  return run;
}

/**
 * The same where a target is named on purpose: without a coin, of the market trained or chosen last.
 *
 * @throws {UsageError} where the run that is named is of another market or target than the one that is named
 */
export async function chooseRunOfTarget(flags: RunFlags, app: App): Promise<SavedRun> {
  const { target } = flags;
  if (target === undefined) return chooseRun(flags, app);
  if (flags.run === undefined && flags.coin === undefined) {
    const { readCurrent } = await import('../workspace/current-runs.ts');
    const { marketOfKey } = await import('../workspace/in-use.ts');
    const { last } = await readCurrent((await app.context()).workspace);
    const market = last === undefined ? undefined : marketOfKey(last);
    return chooseRun({ ...flags, ...(market && { coin: market.coin, vs: market.vsCurrency }) }, app);
  }
  const run = await chooseRun(flags, app);
  if (run.model.target === target) return run;
  throw new UsageError({
    code: 'another_target',
    message: `run ${run.id} forecasts ${run.model.target}, not ${target}`,
    hint: 'leave out --target, or name another run',
  });
}

/** The id that is meant: the newest run and the one before it need not be spelled. */
export async function idOf(workspace: Workspace, name: string): Promise<string> {
  const age = ['newest', 'previous'].indexOf(name);
  if (age < 0) return name;
  const { listRuns } = await import('../workspace/runs.ts');
  return (await listRuns(workspace)).newestFirst[age] ?? name;
}

function refuseOtherMarket({ id, model }: SavedRun, { coin, vs }: RunFlags): void {
  const named: Market = { coin: coin ?? model.coin, vsCurrency: vs ?? model.vsCurrency };
  if (named.coin === model.coin && named.vsCurrency === model.vsCurrency) return;
  throw new UsageError({
    code: 'another_market',
    message: `run ${id} is of ${model.coin} in ${model.vsCurrency}, not of ${named.coin} in ${named.vsCurrency}`,
    hint: 'leave out --coin and --vs, or name another run',
  });
}
