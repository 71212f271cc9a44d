import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MarketChart } from '../domain.ts';
import { MissingError } from '../errors.ts';
import { packageVersion } from '../package-root.ts';
import { sha256 } from '../results/checksummed.ts';
import { encodeMetrics, encodeModel } from '../results/run.ts';
import type { TrainedRun } from '../run.ts';
import { moveOnto } from './atomic-write.ts';
import { readCurrent, readCurrentToChange, withInUse, writeCurrent } from './current-runs.ts';
import { marketKey } from './in-use.ts';
import { type Lock, withLock } from './locks.ts';
import { freeId, NO_SUCH_RUN, noSuchRun, runIds } from './run-ids.ts';
import { evaluationOf, METRICS_FILE, MODEL_FILE, readRun, type SavedRun } from './runs.ts';
import { explained, paths, type Workspace, writeWhole } from './workspace.ts';

/** Which run is in use once another one is saved: that one, or the one before, where there is one. */
export type TakingOver = 'always' | 'where none is in use';

/** Saves a run, whole or not at all, and puts it in use for its market. */
export async function saveRun(
  workspace: Workspace,
  run: TrainedRun,
  chart: MarketChart,
  takingOver: TakingOver = 'always',
): Promise<SavedRun> {
  const provenance = {
    fingerprint: `sha256:${sha256(JSON.stringify(chart.observations))}`,
    versions: { crypto_predict: packageVersion(), node: process.versions.node },
  };
  const known = await evaluationOf(workspace, run);
  return withLock(workspace, paths.models, async (lock) => {
    const current = await readCurrentToChange(workspace);
    const id = await freeId(workspace, run);
    await saveFiles(workspace, lock, {
      id,
      files: {
        [MODEL_FILE]: encodeModel(run, { id, ...provenance }),
        [METRICS_FILE]: encodeMetrics(run, id),
      },
    });
    const isKept = takingOver === 'where none is in use' && current.inUse.has(marketKey(run.model));
    if (!isKept) await writeCurrent(workspace, withInUse(current, { ...run.model, id }), lock);
    return { ...run, id, path: paths.run(id), ...known };
  });
}

interface RunFiles {
  readonly id: string;
  /** Their texts, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Makes the folder of a run, which appears with all of its files in one step. */
async function saveFiles(workspace: Workspace, lock: Lock, { id, files }: RunFiles): Promise<void> {
  const staged = join(lock.folder, id);
  try {
    await mkdir(staged);
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(staged, name), text, { flag: 'wx', flush: true });
    }
    await moveOnto(staged, join(workspace.root, paths.run(id)));
  } catch (error) {
    throw explained(error, paths.run(id));
  }
}

/** Puts a run in use for its market. */
export async function useRun(workspace: Workspace, id: string): Promise<SavedRun> {
  return withLock(workspace, paths.models, async (lock) => {
    const run = await readRun(workspace, id);
    const current = await readCurrentToChange(workspace);
    await writeCurrent(workspace, withInUse(current, { ...run.model, id }), lock);
    return run;
  });
}

/**
 * Writes files beside a model. A run that was removed meanwhile would come back as a folder without one, so it is
 * refused.
 */
export async function addToRun(
  workspace: Workspace,
  id: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await withLock(workspace, paths.models, async (lock) => {
    if (!(await runIds(workspace)).includes(id)) throw await noSuchRun(workspace, id);
    for (const [path, text] of Object.entries(files)) await writeWhole(workspace, path, text, lock);
  });
}

/**
 * Removes a run, damaged or not; the market it was in use for has none then. Where that fails, the run is where it was,
 * and in use if it was.
 */
export async function removeRun(workspace: Workspace, id: string): Promise<void> {
  await withLock(workspace, paths.models, async (lock) => {
    if (!(await runIds(workspace)).includes(id)) throw await noSuchRun(workspace, id);
    const { inUse, last } = await readCurrent(workspace);
    const remaining = [...inUse].filter(([, used]) => used !== id);
    const [place, removed] = [join(workspace.root, paths.run(id)), join(lock.folder, id)];
    try {
      // Out of sight in one step, so that nobody ever sees half a run; gone with the lock.
      await moveOnto(place, removed);
    } catch (error) {
      throw explained(error, paths.run(id));
    }
    if (remaining.length === inUse.size) return;
    try {
      await writeCurrent(workspace, { inUse: new Map(remaining), last }, lock);
    } catch (error) {
      await moveOnto(removed, place);
      throw error;
    }
  });
}

/** Removes runs, and returns those that nobody else had removed before. */
export async function removeRuns(workspace: Workspace, ids: readonly string[]): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const id of ids) {
    try {
      await removeRun(workspace, id);
      removed.push(id);
    } catch (error) {
      if (!(error instanceof MissingError) || error.code !== NO_SUCH_RUN) throw error;
    }
  }
  return removed;
}
