import type { Context } from '../context.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import type { TrainSettings } from '../run.ts';
import { onThread } from '../workers/on-thread.ts';
import type { TrainedAndSaved } from './train-and-save.ts';
import type { TrainProgress } from './train-run.ts';

/** What work on another thread has of the world outside, as what can be copied. */
export interface Outside {
  readonly root: string;
  readonly env: Context['env'];
  /** How far the session's clock is ahead of the computer's. */
  readonly clockAheadMs: number;
}

/** A training of what is on disk, as what can be copied to another thread. */
export interface TrainingJob extends Outside {
  readonly request: ChartRequest;
  readonly settings: TrainSettings;
}

/**
 * Trains and saves on a thread of its own; of a request for what is on disk, as that thread asks no source.
 *
 * @param isStepping whether somebody goes from epoch to epoch: then no thread goes ahead
 */
export function trainOnThread(
  request: ChartRequest,
  settings: TrainSettings,
  context: Context,
  isStepping = () => false,
): AsyncGenerator<TrainProgress, TrainedAndSaved, void> {
  const job: TrainingJob = { request, settings, ...outsideOf(context) };
  return onThread('training-worker', job, { signal: context.signal, isStepping });
}

/** What goes with work to another thread. */
export function outsideOf({ workspace, env, now }: Context): Outside {
  return { root: workspace.root, env: { ...env }, clockAheadMs: now().getTime() - Date.now() };
}

/** What the work there makes of it: a context without a source. */
export function contextOf({ root, env, clockAheadMs }: Outside, signal: AbortSignal): Context {
  return {
    signal,
    workspace: { root },
    env,
    now: () => new Date(Date.now() + clockAheadMs),
    coingecko: async () => {
      throw new Error('work on what is on disk asks no source');
    },
    stdin: () => {
      throw new Error('work on another thread reads no file that is typed');
    },
  };
}
