import type { Market } from '../domain.ts';
import { readDecisions } from '../workspace/decisions.ts';
import { marketKey } from '../workspace/in-use.ts';
import { listRuns } from '../workspace/runs.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { UseHistory } from './one-a-day.ts';

/**
 * Which run of a market was in use when, as far as files tell: each training put its run in use, and decisions of
 * `retrain` name theirs. That somebody chose another run meanwhile was not written down.
 */
export async function historyOfUse(workspace: Workspace, market: Market): Promise<UseHistory> {
  const key = marketKey(market);
  const { runs, current } = await listRuns(workspace);
  const { entries } = await readDecisions(workspace, market.coin);
  const trained = runs
    .filter(({ model }) => marketKey(model) === key)
    .map(({ createdAt, id }) => ({ at: createdAt, run: id }));
  const decided = entries
    .filter((decision) => marketKey(decision) === key)
    .flatMap(({ decidedAt, after }) => (after === null ? [] : [{ at: decidedAt, run: after }]));
  return {
    events: [...trained, ...decided].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    now: current.inUse.get(key),
  };
}
