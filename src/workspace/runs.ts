import { join } from 'node:path';
import { type MarketTarget, marketInWords } from '../domain.ts';
import { ExpectedError, InputError, MissingError } from '../errors.ts';
import { decodeDocument } from '../results/checksummed.ts';
import type { EvaluationSummary } from '../results/evaluation.ts';
import { metricsDocument, modelDocument, runFrom } from '../results/run.ts';
import type { TrainedRun } from '../run.ts';
import { type CurrentRuns, readCurrent } from './current-runs.ts';
import { readEvaluationOf } from './evaluations.ts';
import { marketKey } from './in-use.ts';
import { isRunId, lastMomentOf, NO_SUCH_RUN, noSuchRun, runIds } from './run-ids.ts';
import { paths, readWhole, type Workspace } from './workspace.ts';

export interface SavedRun extends TrainedRun {
  readonly id: string;
  /** Its folder, relative to the workspace. */
  readonly path: string;
  /** The newest walk-forward of its market, feature set and settings, where there is one. */
  readonly evaluation?: EvaluationSummary | undefined;
  /** A name or a note that somebody gave it. */
  readonly note?: string | undefined;
  /** What could not be read beside the run itself, in words. */
  readonly problems?: readonly string[];
}

export interface RunList {
  /** Newest first. */
  readonly runs: readonly SavedRun[];
  /** The errors of runs that cannot be read. */
  readonly damaged: readonly ExpectedError[];
  /** The ids of all that are there, of those that cannot be read as well. */
  readonly newestFirst: readonly string[];
  readonly current: CurrentRuns;
}

/** The code of the error where no run is in use. */
export const NO_MODEL = 'no_model';

export const MODEL_FILE = 'model.json';
export const METRICS_FILE = 'training_metrics.json';
export const NOTE_FILE = 'note.txt';
/** A note is a line. */
export const NOTE_LENGTH = 200;

/** @throws {MissingError} where there is no such run; {InputError} where it is damaged */
export async function readRun(workspace: Workspace, id: string): Promise<SavedRun> {
  if (!isRunId(id)) throw await noSuchRun(workspace, id);
  const path = paths.run(id);
  const bytes = await readWhole(workspace, join(path, MODEL_FILE));
  const metricsBytes = await readWhole(workspace, join(path, METRICS_FILE));
  // A run is removed as a whole, at any moment: where its folder is there and a file is not, it is damaged.
  const isPartial = bytes === undefined || metricsBytes === undefined;
  if (isPartial && !(await runIds(workspace)).includes(id)) throw await noSuchRun(workspace, id);
  const model = decodeDocument(bytes ?? new Uint8Array(), join(path, MODEL_FILE), modelDocument);
  const metrics = decodeDocument(metricsBytes ?? new Uint8Array(), join(path, METRICS_FILE), metricsDocument);
  if (model.id !== metrics.run) {
    throw new InputError({
      code: 'damaged_file',
      message: `${path} is damaged: its files are of two runs, ${model.id} and ${metrics.run}`,
      hint: modelDocument.remedy,
      facts: { file: join(path, MODEL_FILE) },
    });
  }
  const run = runFrom(model, metrics);
  return { ...run, id, path, note: await readNote(workspace, path), ...(await evaluationOf(workspace, run)) };
}

/** The first line of what somebody has written beside a run; undefined where there is nothing. */
async function readNote(workspace: Workspace, path: string): Promise<string | undefined> {
  const bytes = await readWhole(workspace, join(path, NOTE_FILE));
  const [line = ''] = new TextDecoder().decode(bytes).split('\n');
  return line.trim() === '' ? undefined : line.trim().slice(0, NOTE_LENGTH);
}

/**
 * The newest walk-forward of a run. One that is damaged says nothing about the model, which is whole: it is named as a
 * problem, and the run can be used.
 */
export async function evaluationOf(
  workspace: Workspace,
  run: TrainedRun,
): Promise<Pick<SavedRun, 'evaluation' | 'problems'>> {
  try {
    return { evaluation: await readEvaluationOf(workspace, run) };
  } catch (error) {
    if (error instanceof InputError) return { problems: [`${error.message}; ${error.hint}`] };
    throw error;
  }
}

/** How many runs are read at a time: a process may have few file handles. */
const RUNS_AT_A_TIME = 16;

/** Every run; one that is removed meanwhile is none, and one that cannot be read is not left out in silence. */
export async function listRuns(workspace: Workspace): Promise<RunList> {
  const found: FoundRun[] = [];
  for await (const some of findRuns(workspace)) found.push(...some);
  return runList(found, await readCurrent(workspace));
}

/** Every run, some at a time, in no order. */
export async function* findRuns(workspace: Workspace): AsyncGenerator<readonly FoundRun[], void, void> {
  const ids = await runIds(workspace);
  for (let i = 0; i < ids.length; i += RUNS_AT_A_TIME) {
    const some = ids.slice(i, i + RUNS_AT_A_TIME).map((id) => readIfThere(workspace, id));
    yield (await Promise.all(some)).filter((run) => run !== undefined);
  }
}

/** The list of the runs that were found. */
export function runList(found: readonly FoundRun[], current: CurrentRuns): RunList {
  const newestFirst = found.toSorted((a, b) => {
    const [one, other] = [timeOf(a), timeOf(b)];
    return one < other ? 1 : one > other ? -1 : 0;
  });
  return {
    runs: newestFirst.flatMap((run) => ('error' in run ? [] : [run])),
    damaged: newestFirst.flatMap((run) => ('error' in run ? [run.error] : [])),
    newestFirst: newestFirst.map(({ id }) => id),
    current,
  };
}

export type FoundRun = SavedRun | UnreadableRun;

interface UnreadableRun {
  readonly id: string;
  readonly error: ExpectedError;
}

async function readIfThere(workspace: Workspace, id: string): Promise<FoundRun | undefined> {
  try {
    return await readRun(workspace, id);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return error.code === NO_SUCH_RUN ? undefined : { id, error };
  }
}

/** When a run was made; of one that cannot be read by its name, as the last of that second. */
function timeOf(run: FoundRun): string {
  return 'error' in run ? lastMomentOf(run.id) : run.createdAt;
}

/** The run in use for a target of a market, or for the one trained or chosen last. */
export async function readRunInUse(workspace: Workspace, market?: MarketTarget): Promise<SavedRun> {
  const { inUse, last } = await readCurrent(workspace);
  const key = market ? marketKey(market) : last;
  const id = key === undefined ? undefined : inUse.get(key);
  if (id === undefined) {
    const coin = market?.coin ?? 'bitcoin';
    throw new MissingError({
      code: NO_MODEL,
      message: market ? `no model of ${marketInWords(market)} is in use` : 'no model was trained yet',
      hint: 'train one, or choose one that was trained',
      facts: { coin },
    });
  }
  try {
    return await readRun(workspace, id);
  } catch (error) {
    if (!(error instanceof MissingError)) throw error;
    throw new MissingError({
      code: 'run_is_gone',
      message: `the run in use, ${id}, is gone`,
      hint: 'choose another run',
    });
  }
}

/** The runs that are neither in use nor among the newest of their market, so many of each. */
export function runsToPrune({ runs, current }: RunList, keep: number): readonly string[] {
  const inUse = new Set(current.inUse.values());
  const kept = new Map<string, number>();
  return runs.flatMap(({ id, model }) => {
    const newer = kept.get(marketKey(model)) ?? 0;
    kept.set(marketKey(model), newer + 1);
    return newer < keep || inUse.has(id) ? [] : [id];
  });
}
