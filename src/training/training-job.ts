import type { Context } from '../context.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import type { TrainSettings } from '../run.ts';
import { onThread } from '../workers/on-thread.ts';
import type { Pace } from '../workers/serve.ts';
import type { TrainedAndSaved } from './train-and-save.ts';
import type { TrainProgress } from './train-run.ts';

/** A training of what is on disk, as what can be copied to another thread. */
export interface TrainingJob {
  readonly request: ChartRequest;
  readonly settings: TrainSettings;
  readonly root: string;
  readonly env: Context['env'];
  /** How far the session's clock is ahead of the computer's. */
  readonly clockAheadMs: number;
}

/** Trains and saves on a thread of its own; of a request for what is on disk, as that thread asks no source. */
export function trainOnThread(
  request: ChartRequest,
  settings: TrainSettings,
  { workspace, env, now, signal, isStepping = () => false }: Context,
): AsyncGenerator<TrainProgress, TrainedAndSaved, void> {
  const clockAheadMs = now().getTime() - Date.now();
  const job: TrainingJob = { request, settings, root: workspace.root, env: { ...env }, clockAheadMs };
  return onThread('training-worker', job, { signal, isStepping });
}

/** What the work on the other thread has of the world outside. */
export function contextOf({ root, env, clockAheadMs }: TrainingJob, pace: Pace): Context {
  return {
    ...pace,
    workspace: { root },
    env,
    now: () => new Date(Date.now() + clockAheadMs),
    coingecko: async () => {
      throw new Error('a training of what is on disk asks no source');
    },
    stdin: () => {
      throw new Error('a training reads no file that is typed');
    },
  };
}
