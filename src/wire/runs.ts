import { marketKey } from '../workspace/current-runs.ts';
import type { RunList, SavedRun } from '../workspace/runs.ts';
import { runToWire } from './train.ts';

/** The list of runs as `runs list --format json` prints it. */
export function runListToWire({ runs, damaged, current }: RunList) {
  return {
    runs: runs.map((run) => ({
      ...runToWire(run),
      id: run.id,
      created_at: run.createdAt,
      in_use: isInUse(run, { current }),
    })),
    damaged: damaged.map(({ message }) => message),
  };
}

export function isInUse({ id, model }: SavedRun, { current }: Pick<RunList, 'current'>): boolean {
  return current.inUse.get(marketKey(model)) === id;
}
