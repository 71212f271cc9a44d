import type { Context } from '../context.ts';
import type { IsoDate } from '../domain.ts';
import { ExpectedError } from '../errors.ts';
import { chartKeyOf } from '../market-data/known-chart.ts';
import { marketKey } from '../workspace/in-use.ts';
import { paths } from '../workspace/workspace.ts';
import { ask } from './ask.ts';
import type { Measured } from './errands.ts';
import type { Served } from './models.ts';
import type { Log } from './request-log.ts';
import { versionOf } from './version-of.ts';

/** What is known of a model in use beside itself. */
export interface Figures {
  /** The newest day with a price that is known of its market. */
  readonly newest: IsoDate | undefined;
  /** Why its market's days cannot be read, in words. */
  readonly problem: string | undefined;
  /** Undefined until it was measured, and where it cannot be. */
  readonly measured: Measured | undefined;
}

/** Looks at models in use: what is known of each, by its key. */
export type Watch = (models: readonly Served[]) => Promise<ReadonlyMap<string, Figures>>;

/** How long what was measured holds while no file changes: a day's outcome comes with the clock, too. */
const MAX_AGE_MS = 3_600_000;
/** How long who asks for figures waits for what is being measured. */
const PATIENCE_MS = 1500;

interface Looked extends Figures {
  readonly runId: string;
  /** Of the files that the figures come from. */
  readonly version: string;
  readonly at: number;
}

/**
 * Keeps what is known of each model in use while someone asks for it, and does the work on another thread. The newest
 * day is read when it is asked for, and again when its file changes; what takes longer to measure follows.
 */
export function createWatch(context: Context, log: Log): Watch {
  const known = new Map<string, Looked>();
  const looking = new Map<string, Promise<void>>();
  /** One after the other: twenty markets at once would hold all their days at once. */
  let measuring: Promise<void> = Promise.resolve();

  const warn = (what: string, error: unknown) => {
    if (context.signal.aborted) return;
    log({ level: 'warn', msg: `${what}: ${error instanceof Error ? error.message : error}` });
  };

  const look = async (model: Served, key: string): Promise<void> => {
    const { run, runId, coin, vsCurrency } = model;
    const chart =
      run && chartKeyOf({ coin, vsCurrency, source: run.data.source === 'csv' ? 'auto' : run.data.source });
    const files = chart ? [paths.storedChart(chart), paths.forecasts(model)] : [];
    const version = [
      runId,
      run !== undefined,
      ...(await Promise.all(files.map((file) => versionOf(context.workspace, file)))),
    ].join();
    const seen = known.get(key);
    const isSame = seen?.version === version;
    if (seen && isSame && performance.now() - seen.at < MAX_AGE_MS) return;
    const { newest, problem } = await readNewest(model);
    const measured = seen?.runId === runId ? seen.measured : undefined;
    known.set(key, { newest, problem, measured, runId, version, at: performance.now() });
    if (run === undefined || problem !== undefined) return;
    measuring = measuring.then(async () => {
      if (known.get(key)?.version !== version) return;
      try {
        const figures = await ask('measure', { id: runId }, context);
        const now = known.get(key);
        if (now?.version === version) known.set(key, { ...now, measured: figures });
      } catch (error) {
        warn(`no figures of ${coin} in ${vsCurrency}`, error);
      }
    });
  };

  const readNewest = async ({ run, coin, vsCurrency }: Served): Promise<Omit<Figures, 'measured'>> => {
    if (run === undefined) return { newest: undefined, problem: undefined };
    try {
      const newest = await ask('newest day', { coin, vsCurrency, source: run.data.source }, context);
      return { newest: newest ?? run.data.to, problem: undefined };
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      return { newest: undefined, problem: error.message };
    }
  };

  return async (models) => {
    const keys = models.map(marketKey);
    for (const key of known.keys()) if (!keys.includes(key)) known.delete(key);
    await Promise.all(
      models.map((model) => {
        const key = marketKey(model);
        const underway = looking.get(key) ?? look(model, key).finally(() => looking.delete(key));
        looking.set(key, underway);
        return underway;
      }),
    );
    await Promise.race([measuring, elapsed(PATIENCE_MS)]);
    return new Map(known);
  };
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
