import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Market } from '../domain.ts';
import { systemCode } from '../errors.ts';
import { marketKey } from '../workspace/current-runs.ts';
import { readRunInUse, type SavedRun } from '../workspace/runs.ts';
import { paths, type Workspace } from '../workspace/workspace.ts';

/** The runs in use, kept in memory until `models/current.json` changes. */
export interface ModelStore {
  /**
   * The run in use for a market, or for the one trained or chosen last. A request asks once and keeps the answer, so
   * that all of it comes from one model.
   */
  readonly inUse: (market?: Market) => Promise<SavedRun>;
  /** The same where it is known already, without waiting; undefined where it has to be looked up. */
  readonly known: (market?: Market) => SavedRun | undefined;
}

/** How old the knowledge of `current.json` may be. */
const FRESH_MS = 50;

export function createModelStore(workspace: Workspace): ModelStore {
  const runs = new Map<string, Promise<SavedRun>>();
  const loaded = new Map<string, SavedRun>();
  let version = '';
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | undefined;

  const check = async () => {
    const seen = await versionOf(join(workspace.root, paths.current));
    if (seen !== version) {
      runs.clear();
      loaded.clear();
    }
    version = seen;
    checkedAt = performance.now();
    checking = undefined;
  };

  const isFresh = () => performance.now() - checkedAt <= FRESH_MS;
  const keyOf = (market: Market | undefined) => (market ? marketKey(market) : '');

  return {
    known: (market) => (isFresh() ? loaded.get(keyOf(market)) : undefined),
    inUse: async (market) => {
      if (!isFresh()) {
        checking ??= check();
        await checking;
      }
      const key = keyOf(market);
      const known = runs.get(key);
      if (known) return known;
      const loading = readRunInUse(workspace, market);
      runs.set(key, loading);
      // What could not be read may be mended without another model being chosen: the next request tries again.
      loading.then(
        (run) => {
          if (runs.get(key) === loading) loaded.set(key, run);
        },
        () => {
          if (runs.get(key) === loading) runs.delete(key);
        },
      );
      return loading;
    },
  };
}

/** Changes whenever the file is replaced. */
async function versionOf(file: string): Promise<string> {
  try {
    const { ino, mtimeNs, size } = await stat(file, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    return systemCode(error) ?? 'unreadable';
  }
}
