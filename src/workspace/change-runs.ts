import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MarketChart } from '../domain.ts';
import { MissingError } from '../errors.ts';
import { packageVersion } from '../package-root.ts';
import { encodeDocument, sha256 } from '../results/checksummed.ts';
import {
  metricsDocument,
  metricsToDocument,
  modelDocument,
  modelToDocument,
} from '../results/run-documents.ts';
import type { TrainedRun } from '../run.ts';
import { putInUse, readCurrent, readCurrentToChange, writeCurrent } from './current-runs.ts';
import { withLock } from './locks.ts';
import { freeId, NO_SUCH_RUN, noSuchRun, runIds } from './run-ids.ts';
import { evaluationOf, METRICS_FILE, MODEL_FILE, readRun, type SavedRun } from './runs.ts';
import { partialPath } from './whole-file.ts';
import { explained, paths, type Workspace, writeWhole } from './workspace.ts';

/** Saves a run, whole or not at all, and puts it in use for its market. */
export async function saveRun(workspace: Workspace, run: TrainedRun, chart: MarketChart): Promise<SavedRun> {
  const provenance = {
    fingerprint: `sha256:${sha256(JSON.stringify(chart.observations))}`,
    versions: { crypto_predict: packageVersion(), node: process.versions.node },
  };
  const known = await evaluationOf(workspace, run);
  return withLock(workspace, paths.models, async () => {
    const current = await readCurrentToChange(workspace);
    const id = await freeId(workspace, run);
    const partial = partialPath(paths.run(id));
    const files = {
      [MODEL_FILE]: encodeDocument(modelDocument.version, modelToDocument(run, { id, ...provenance }), 2),
      [METRICS_FILE]: encodeDocument(metricsDocument.version, metricsToDocument(run, id), 2),
    };
    try {
      for (const [name, text] of Object.entries(files)) {
        await writeWhole(workspace, join(partial, name), text);
      }
      await rename(join(workspace.root, partial), join(workspace.root, paths.run(id)));
    } catch (error) {
      await rm(join(workspace.root, partial), { recursive: true, force: true });
      throw explained(error, paths.run(id));
    }
    await putInUse(workspace, current, { ...run.model, id });
    return { ...run, id, path: paths.run(id), ...known };
  });
}

/** Puts a run in use for its market. */
export async function useRun(workspace: Workspace, id: string): Promise<SavedRun> {
  return withLock(workspace, paths.models, async () => {
    const run = await readRun(workspace, id);
    await putInUse(workspace, await readCurrentToChange(workspace), { ...run.model, id });
    return run;
  });
}

/** Writes files beside a model. A run that was removed meanwhile would come back as a folder without one, so it is refused. */
export async function addToRun(
  workspace: Workspace,
  id: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await withLock(workspace, paths.models, async () => {
    if (!(await runIds(workspace)).includes(id)) throw await noSuchRun(workspace, id);
    for (const [path, text] of Object.entries(files)) await writeWhole(workspace, path, text);
  });
}

/** Removes a run, damaged or not; the market it was in use for has none then. */
export async function removeRun(workspace: Workspace, id: string): Promise<void> {
  await withLock(workspace, paths.models, async () => {
    if (!(await runIds(workspace)).includes(id)) throw await noSuchRun(workspace, id);
    const { inUse, last } = await readCurrent(workspace);
    const remaining = [...inUse].filter(([, used]) => used !== id);
    if (remaining.length < inUse.size) {
      await writeCurrent(workspace, { inUse: new Map(remaining), last });
    }
    // Out of sight in one step, so that nobody ever sees half a run.
    const partial = join(workspace.root, partialPath(paths.run(id)));
    try {
      await rename(join(workspace.root, paths.run(id)), partial);
      await rm(partial, { recursive: true });
    } catch (error) {
      throw explained(error, paths.run(id));
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
