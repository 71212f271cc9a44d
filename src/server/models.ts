import { join } from 'node:path';
import { type Market, type MarketTarget, marketInWords, type TargetName } from '../domain.ts';
import { ExpectedError, MissingError } from '../errors.ts';
import { readCurrent } from '../workspace/current-runs.ts';
import { marketKey, marketOfKey } from '../workspace/in-use.ts';
import { NO_SUCH_RUN } from '../workspace/run-ids.ts';
import {
  listRuns,
  METRICS_FILE,
  MODEL_FILE,
  NO_MODEL,
  readRun,
  readRunInUse,
  type SavedRun,
} from '../workspace/runs.ts';
import { paths, type Workspace } from '../workspace/workspace.ts';
import { HttpProblem, invalid } from './problems.ts';
import { versionOf } from './version-of.ts';

/**
 * A market and target as far as a request names it. Beside a coin, what is left out is usd and the direction; without
 * one, what is left out is that of the run trained or chosen last.
 */
interface NamedMarket {
  readonly coin?: string | undefined;
  readonly vs?: string | undefined;
  readonly target?: TargetName | undefined;
}

/** Which run a request asks for: the one in use for a market, or one by its id, or `newest`, or `previous`. */
export interface AskedRun extends NamedMarket {
  readonly run?: string | undefined;
}

/** The run in use for a market and target; one that cannot be read is there all the same. */
export interface Served extends Market {
  readonly target: TargetName;
  readonly runId: string;
  readonly run: SavedRun | undefined;
  /** Why it cannot be read, in words. */
  readonly problem: string | undefined;
}

/** Every run in use, and which of them is taken where a request names nothing. */
export interface AllServed {
  readonly models: readonly Served[];
  readonly last: Served | undefined;
}

/** The runs in use, kept in memory until `models/current.json` changes. */
export interface ModelStore {
  /**
   * The run that is asked for; where neither it nor a coin is named, the one trained or chosen last. A request asks
   * once and keeps the answer, so that all of it comes from one model.
   *
   * @throws {HttpProblem} 404 where other markets have a run, or none has that name, 422 where it is of another market
   * than the one that is named; {MissingError} where there is none at all
   */
  readonly asked: (asked: AskedRun) => Promise<SavedRun>;
  /** The same where it is known already, without waiting; undefined where it has to be looked up. */
  readonly known: (asked: AskedRun) => SavedRun | undefined;
  /**
   * Every run in use.
   *
   * @throws {ExpectedError} where the list of them cannot be read
   */
  readonly all: () => Promise<AllServed>;
}

/** What a run is read from. */
const RUN_FILES = [MODEL_FILE, METRICS_FILE];
/** How old the knowledge of `current.json` may be. */
const RECHECK_MS = 50;
/** Runs that are named stay as they are: so many are kept. */
const MOST_NAMED = 32;

export function createModelStore(workspace: Workspace): ModelStore {
  const runs = new Map<string, Promise<SavedRun>>();
  const loaded = new Map<string, SavedRun>();
  const named = new Map<string, SavedRun>();
  /** Which versions of a run's files were read whole. */
  const readable = new Map<string, string>();
  let naming: Promise<readonly string[]> | undefined;
  let version = '';
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | undefined;

  const check = async () => {
    const seen = await versionOf(workspace, paths.current);
    if (seen !== version) {
      runs.clear();
      loaded.clear();
      readable.clear();
    }
    version = seen;
    checkedAt = performance.now();
    checking = undefined;
  };

  const isFresh = () => performance.now() - checkedAt <= RECHECK_MS;
  const checked = async () => {
    if (isFresh()) return;
    checking ??= check();
    await checking;
  };

  const load = async (market: MarketTarget | undefined): Promise<SavedRun> => {
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
  };

  return {
    known: (asked) =>
      asked.run === undefined && isFresh() && !isPart(asked) ? loaded.get(keyOf(wholeOf(asked))) : undefined,
    asked: async ({ run, ...market }) => {
      if (run !== undefined) return refuseOtherMarket(await readNamed(run), market);
      await checked();
      const whole = isPart(market) ? await besideLast(market) : wholeOf(market);
      if (whole === undefined) return load(undefined);
      return load(whole).catch((error: unknown) => notOfThisMarket(error, whole));
    },
    all: async () => {
      await checked();
      const { inUse, last } = await readCurrent(workspace);
      const models = await Promise.all([...inUse].map(([key, runId]) => served(key, runId)));
      const known = models.filter((model) => model !== undefined);
      return { models: known, last: known.find((model) => marketKey(model) === last) };
    },
  };

  async function served(key: string, runId: string): Promise<Served | undefined> {
    const market = marketOfKey(key);
    if (market === undefined) return undefined;
    try {
      const run = await load(market);
      await checkFiles(runId);
      return { ...market, runId, run, problem: undefined };
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      return { ...market, runId, run: undefined, problem: error.message };
    }
  }

  /**
   * Answers come from memory until another run is put in use; whether the files would be read again is told by reading
   * them anew whenever one of them has changed.
   */
  async function checkFiles(runId: string): Promise<void> {
    const files = RUN_FILES.map((name) => join(paths.run(runId), name));
    const seen = (await Promise.all(files.map((file) => versionOf(workspace, file)))).join();
    if (readable.get(runId) === seen) return;
    readable.delete(runId);
    await readRun(workspace, runId);
    readable.set(runId, seen);
  }

  async function readNamed(name: string): Promise<SavedRun> {
    const age = ['newest', 'previous'].indexOf(name);
    naming ??= age < 0 ? undefined : idsByAge();
    const id = (age < 0 ? name : (await naming)?.[age]) ?? name;
    const known = named.get(id);
    if (known !== undefined) return known;
    const run = await readRun(workspace, id).catch(async (error: unknown) => {
      if (!(error instanceof MissingError && error.code === NO_SUCH_RUN)) throw error;
      if ((await readCurrent(workspace)).inUse.size === 0) return readRunInUse(workspace);
      throw new HttpProblem(404, 'There is no such run');
    });
    const [oldest] = named.keys();
    if (named.size >= MOST_NAMED && oldest !== undefined) named.delete(oldest);
    named.set(id, run);
    return run;
  }

  /** However many ask at once, the runs are listed once. */
  async function idsByAge(): Promise<readonly string[]> {
    return (
      await listRuns(workspace).finally(() => {
        naming = undefined;
      })
    ).newestFirst;
  }

  /** What a request leaves out, from the run trained or chosen last; undefined where there is none. */
  async function besideLast({ vs, target }: NamedMarket): Promise<MarketTarget | undefined> {
    const { last } = await readCurrent(workspace);
    const market = last === undefined ? undefined : marketOfKey(last);
    return (
      market && {
        coin: market.coin,
        vsCurrency: vs ?? market.vsCurrency,
        target: target ?? market.target,
      }
    );
  }

  /** Where some market has a run and this one has none, the request is for something that is not here. */
  async function notOfThisMarket(error: unknown, market: MarketTarget): Promise<never> {
    const isUnknown = error instanceof MissingError && error.code === NO_MODEL;
    if (!isUnknown || (await readCurrent(workspace)).inUse.size === 0) throw error;
    throw new HttpProblem(404, `No model of ${marketInWords(market)} is in use`);
  }
}

function refuseOtherMarket(run: SavedRun, named: NamedMarket): SavedRun {
  const { id, model } = run;
  const asked = {
    coin: named.coin ?? model.coin,
    vsCurrency: named.vs ?? model.vsCurrency,
    target: named.target ?? model.target,
  };
  if (marketKey(asked) === marketKey(model)) return run;
  const msg = `the run ${id} is of ${marketInWords(model)}, not of ${marketInWords(asked)}`;
  throw invalid({ loc: ['query', 'run'], msg, type: 'value_error' });
}

/** Whether a request names some of a market and leaves the coin out. */
function isPart({ coin, vs, target }: NamedMarket): boolean {
  return coin === undefined && (vs !== undefined || target !== undefined);
}

/** The market of a request that names a coin. */
function wholeOf({ coin, vs = 'usd', target }: NamedMarket): MarketTarget | undefined {
  return coin === undefined ? undefined : { coin, vsCurrency: vs, target };
}

/** Under which name a run is kept in memory; empty for the one trained or chosen last. */
function keyOf(market: MarketTarget | undefined): string {
  return market === undefined ? '' : marketKey(market);
}
