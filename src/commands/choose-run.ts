import type { Market, MarketTarget, TargetName } from '../domain.ts';
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
 * The run that flags name, or the one in use for the market and target they name. Beside a coin, what is left out is
 * the preferred currency and the direction; without one, what is left out is that of the run trained or chosen last.
 *
 * @throws {UsageError} where the run that is named is of another market or target than the one that is named
 */
export async function chooseRun({ run: name, ...named }: RunFlags, app: App): Promise<SavedRun> {
  const { readRun, readRunInUse } = await import('../workspace/runs.ts');
  const { workspace } = await app.context();
  if (name !== undefined) return ofNamed(await readRun(workspace, await idOf(workspace, name)), named);
  const { coin, vs, target } = named;
  if (coin !== undefined) {
    return readRunInUse(workspace, { coin, vsCurrency: vs ?? (await app.preferences()).vsCurrency, target });
  }
  const last = vs === undefined && target === undefined ? undefined : await lastMarket(workspace);
  return readRunInUse(
    workspace,
    last && { ...last, vsCurrency: vs ?? last.vsCurrency, target: target ?? last.target },
  );
}

/** The market and target of the run trained or chosen last; undefined where there is none. */
async function lastMarket(workspace: Workspace): Promise<MarketTarget | undefined> {
  const { readCurrent } = await import('../workspace/current-runs.ts');
  const { marketOfKey } = await import('../workspace/in-use.ts');
  const { last } = await readCurrent(workspace);
  return last === undefined ? undefined : marketOfKey(last);
}

/** The id that is meant: the newest run and the one before it need not be spelled. */
export async function idOf(workspace: Workspace, name: string): Promise<string> {
  const age = ['newest', 'previous'].indexOf(name);
  if (age < 0) return name;
  const { listRuns } = await import('../workspace/runs.ts');
  return (await listRuns(workspace)).newestFirst[age] ?? name;
}

/** A run that was named, where it is of all that was named beside it. */
function ofNamed(run: SavedRun, { coin, vs, target }: RunFlags): SavedRun {
  const { id, model } = run;
  const named: Market = { coin: coin ?? model.coin, vsCurrency: vs ?? model.vsCurrency };
  if (named.coin !== model.coin || named.vsCurrency !== model.vsCurrency) {
    throw new UsageError({
      code: 'another_market',
      message: `run ${id} is of ${model.coin} in ${model.vsCurrency}, not of ${named.coin} in ${named.vsCurrency}`,
      hint: 'leave out --coin and --vs, or name another run',
    });
  }
  if (target !== undefined && target !== model.target) {
    throw new UsageError({
      code: 'another_target',
      message: `run ${id} forecasts ${model.target}, not ${target}`,
      hint: 'leave out --target, or name another run',
    });
  }
  return run;
}
