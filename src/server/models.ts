import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Market } from '../domain.ts';
import { MissingError, systemCode } from '../errors.ts';
import { readCurrent } from '../workspace/current-runs.ts';
import { marketKey } from '../workspace/in-use.ts';
import { NO_MODEL, readRunInUse, type SavedRun } from '../workspace/runs.ts';
import { paths, type Workspace } from '../workspace/workspace.ts';
import { HttpProblem } from './problems.ts';

/** A market as far as a request names it: all of it, only its currency, or nothing. */
export type NamedMarket = Market | { readonly coin?: undefined; readonly vsCurrency?: string | undefined };

/** The runs in use, kept in memory until `models/current.json` changes. */
export interface ModelStore {
  /**
   * The run in use for a market; where no coin is named, for the one trained or chosen last. A request asks once and
   * keeps the answer, so that all of it comes from one model.
   *
   * @throws {HttpProblem} 404 where other markets have a run; {MissingError} where there is none at all
   */
  readonly inUse: (named?: NamedMarket) => Promise<SavedRun>;
  /** The same where it is known already, without waiting; undefined where it has to be looked up. */
  readonly known: (named: NamedMarket) => SavedRun | undefined;
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

  const load = async (market: Market | undefined): Promise<SavedRun> => {
    const key = keyOf(market ?? {});
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
  };

  return {
    known: (named) => {
      const isLookedUp = named.coin === undefined && named.vsCurrency !== undefined;
      return isFresh() && !isLookedUp ? loaded.get(keyOf(named)) : undefined;
    },
    inUse: async (named = {}) => {
      if (!isFresh()) {
        checking ??= check();
        await checking;
      }
      const market = named.coin === undefined ? await besideLast(named.vsCurrency) : named;
      if (market === undefined) return load(undefined);
      return load(market).catch((error: unknown) => notOfThisMarket(error, market));
    },
  };

  /** The coin that was trained or chosen last, in the currency that is named; undefined where none is. */
  async function besideLast(vsCurrency: string | undefined): Promise<Market | undefined> {
    if (vsCurrency === undefined) return undefined;
    const { model } = await load(undefined);
    return { coin: model.coin, vsCurrency };
  }

  /** Where some market has a run and this one has none, the request is for something that is not here. */
  async function notOfThisMarket(error: unknown, { coin, vsCurrency }: Market): Promise<never> {
    const isUnknown = error instanceof MissingError && error.code === NO_MODEL;
    if (!isUnknown || (await readCurrent(workspace)).inUse.size === 0) throw error;
    throw new HttpProblem(404, `No model of ${coin} in ${vsCurrency} is in use`);
  }
}

/** Under which name a run is kept in memory; empty for the one trained or chosen last. */
function keyOf(named: NamedMarket): string {
  return named.coin === undefined ? '' : marketKey(named);
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
