import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import type { Market, MarketChart } from '../domain.ts';
import { ExplainedError, InputError, MissingError, systemCode } from '../errors.ts';
import { packageVersion } from '../package-root.ts';
import type { TrainedRun } from '../run.ts';
import { type DocumentKind, decodeDocument, encodeDocument, sha256 } from './checksummed.ts';
import type { EvaluationSummary } from './documents/evaluation-document.ts';
import {
  metricsDocument,
  metricsToDocument,
  modelDocument,
  modelToDocument,
  runFromDocuments,
} from './documents/run-documents.ts';
import { readEvaluationOf } from './evaluations.ts';
import { removeLeftovers } from './leftovers.ts';
import { withLock } from './locks.ts';
import { explained, paths, readWhole, type Workspace, writeWhole } from './workspace.ts';

export interface SavedRun extends TrainedRun {
  readonly id: string;
  /** Its folder, relative to the workspace. */
  readonly path: string;
  /** The newest walk-forward of its market, feature set and settings, where there is one. */
  readonly evaluation?: EvaluationSummary | undefined;
}

/** Which run is in use for each market, and the market that was trained or chosen last. */
export interface CurrentRuns {
  readonly inUse: ReadonlyMap<string, string>;
  readonly last: string | undefined;
}

export interface RunList {
  /** Newest first. */
  readonly runs: readonly SavedRun[];
  /** The errors of runs that cannot be read. */
  readonly damaged: readonly ExplainedError[];
  readonly current: CurrentRuns;
}

const MODEL_FILE = 'model.json';
const METRICS_FILE = 'training_metrics.json';
/** A run that is being written or removed. */
const PARTIAL = /^\..+\.partial$/;

function partialPath(id: string): string {
  return join(paths.models, `.${id}.partial`);
}

const currentDocument = {
  name: 'list of runs in use',
  version: 1,
  remedy: 'choose the run to use with runs use ID',
  schema: v.object({ in_use: v.record(v.string(), v.string()), last: v.nullable(v.string()) }),
} as const satisfies DocumentKind<v.GenericSchema>;

/** The key of a market in `current.json`. */
export function marketKey({ coin, vsCurrency }: Market): string {
  return `${coin}_${vsCurrency}`;
}

/** Saves a run, whole or not at all, and puts it in use for its market. */
export async function saveRun(workspace: Workspace, run: TrainedRun, chart: MarketChart): Promise<SavedRun> {
  const provenance = {
    fingerprint: `sha256:${sha256(JSON.stringify(chart.observations))}`,
    versions: { crypto_predict: packageVersion(), node: process.versions.node },
  };
  const evaluation = await readEvaluationOf(workspace, run);
  return withLock(workspace, paths.models, async () => {
    await removeLeftovers(join(workspace.root, paths.models), PARTIAL);
    const current = await readCurrentToChange(workspace);
    const id = await freeId(workspace, run);
    const partial = partialPath(id);
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
    return { ...run, id, path: paths.run(id), evaluation };
  });
}

/** @throws {MissingError} where there is no such run; {InputError} where it is damaged */
export async function readRun(workspace: Workspace, id: string): Promise<SavedRun> {
  if (!isRunId(id)) throw await noSuchRun(workspace, id);
  const path = paths.run(id);
  const bytes = await readWhole(workspace, join(path, MODEL_FILE));
  if (bytes === undefined) throw await noSuchRun(workspace, id);
  const metricsBytes = await readWhole(workspace, join(path, METRICS_FILE));
  const model = decodeDocument(bytes, join(path, MODEL_FILE), modelDocument);
  const metrics = decodeDocument(metricsBytes ?? new Uint8Array(), join(path, METRICS_FILE), metricsDocument);
  if (model.id !== metrics.run) {
    throw new InputError({
      code: 'damaged_file',
      message: `${path} is damaged: its files are of two runs, ${model.id} and ${metrics.run}`,
      hint: modelDocument.remedy,
    });
  }
  const run = runFromDocuments(model, metrics);
  return { ...run, id, path, evaluation: await readEvaluationOf(workspace, run) };
}

export async function listRuns(workspace: Workspace): Promise<RunList> {
  const ids = await runIds(workspace);
  const results = await Promise.all(
    ids.map((id) =>
      readRun(workspace, id).catch((error: unknown) => {
        if (error instanceof ExplainedError) return error;
        throw error;
      }),
    ),
  );
  return {
    runs: results
      .filter((result): result is SavedRun => !(result instanceof ExplainedError))
      .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0)),
    damaged: results.filter((result) => result instanceof ExplainedError),
    current: await readCurrent(workspace),
  };
}

/** The run in use for a market, or for the one trained or chosen last. */
export async function readRunInUse(workspace: Workspace, market?: Market): Promise<SavedRun> {
  const { inUse, last } = await readCurrent(workspace);
  const key = market ? marketKey(market) : last;
  const id = key === undefined ? undefined : inUse.get(key);
  if (id === undefined) {
    const coin = market?.coin ?? 'bitcoin';
    throw new MissingError({
      code: 'no_model',
      message: market ? `no model of ${coin} in ${market.vsCurrency} is in use` : 'no model was trained yet',
      hint: `run crypto-predict train --coin ${coin}, or choose one with runs use`,
    });
  }
  try {
    return await readRun(workspace, id);
  } catch (error) {
    if (!(error instanceof MissingError)) throw error;
    throw new MissingError({
      code: 'run_is_gone',
      message: `the run in use, ${id}, is gone`,
      hint: 'choose another with crypto-predict runs use ID; crypto-predict runs lists them',
    });
  }
}

/** Puts a run in use for its market. */
export async function useRun(workspace: Workspace, id: string): Promise<SavedRun> {
  const run = await readRun(workspace, id);
  await withLock(workspace, paths.models, async () => {
    await putInUse(workspace, await readCurrentToChange(workspace), { ...run.model, id });
  });
  return run;
}

/** Removes a run, damaged or not; the market it was in use for has none then. */
export async function removeRun(workspace: Workspace, id: string): Promise<void> {
  if (!(await runIds(workspace)).includes(id)) throw await noSuchRun(workspace, id);
  await withLock(workspace, paths.models, async () => {
    const { inUse, last } = await readCurrent(workspace);
    const remaining = [...inUse].filter(([, used]) => used !== id);
    if (remaining.length < inUse.size) {
      await writeCurrent(workspace, { inUse: new Map(remaining), last });
    }
    // Out of sight in one step, so that nobody ever sees half a run.
    const partial = join(workspace.root, partialPath(id));
    try {
      await rename(join(workspace.root, paths.run(id)), partial);
      await rm(partial, { recursive: true });
    } catch (error) {
      throw explained(error, paths.run(id));
    }
  });
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

export async function readCurrent(workspace: Workspace): Promise<CurrentRuns> {
  const bytes = await readWhole(workspace, paths.current);
  if (bytes === undefined) return { inUse: new Map(), last: undefined };
  const { in_use, last } = decodeDocument(bytes, paths.current, currentDocument);
  return { inUse: new Map(Object.entries(in_use)), last: last ?? undefined };
}

/** A damaged list is begun anew: `runs use` is the remedy its error names. */
async function readCurrentToChange(workspace: Workspace): Promise<CurrentRuns> {
  return readCurrent(workspace).catch((error: unknown) => {
    if (error instanceof ExplainedError && error.code === 'damaged_file') {
      return { inUse: new Map<string, string>(), last: undefined };
    }
    throw error;
  });
}

async function putInUse(
  workspace: Workspace,
  { inUse }: CurrentRuns,
  { id, ...market }: Market & { readonly id: string },
): Promise<void> {
  const key = marketKey(market);
  await writeCurrent(workspace, { inUse: new Map([...inUse, [key, id]]), last: key });
}

async function writeCurrent(workspace: Workspace, { inUse, last }: CurrentRuns): Promise<void> {
  const body = { in_use: Object.fromEntries(inUse), last: last ?? null };
  await writeWhole(workspace, paths.current, encodeDocument(currentDocument.version, body, 2));
}

async function runIds(workspace: Workspace): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(workspace.root, paths.models), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && isRunId(entry.name)).map(({ name }) => name);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw explained(error, paths.models);
  }
}

/** Where and when a run was made and what came out, so that no two runs have one. */
async function freeId(workspace: Workspace, { model, createdAt }: TrainedRun): Promise<string> {
  const time = createdAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const mark = sha256(JSON.stringify(model.parameters)).slice(0, 6);
  const id = `${model.coin}-${model.vsCurrency}-${time}-${mark}`;
  const taken = new Set(await runIds(workspace));
  let number = 1;
  while (taken.has(numbered(id, number))) number += 1;
  return numbered(id, number);
}

function numbered(id: string, number: number): string {
  return number === 1 ? id : `${id}-${number}`;
}

function isRunId(id: string): boolean {
  return /^[a-z0-9_][a-z0-9._-]{0,250}$/.test(id);
}

async function noSuchRun(workspace: Workspace, id: string): Promise<MissingError> {
  const ids = await runIds(workspace);
  const nearest = ids.toSorted((a, b) => distance(a, id) - distance(b, id))[0];
  return new MissingError({
    code: 'no_such_run',
    message: `there is no run ${JSON.stringify(id.slice(0, 80))}`,
    hint: nearest ? `did you mean ${nearest}?` : 'train one first with crypto-predict train --coin bitcoin',
  });
}
