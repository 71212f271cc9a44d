import type { Dirent } from 'node:fs';
import { lstat, mkdir, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import {
  type Days,
  isExchange,
  type Market,
  type Source,
  type TargetName,
  type UsedSignal,
} from '../domain.ts';
import { ExpectedError, InputError, MissingError, systemCode, UsageError } from '../errors.ts';
import { sha256 } from '../results/checksummed.ts';
import { removeAbandoned } from './abandoned-files.ts';
import { moveOnto, replaceFile } from './atomic-write.ts';

/** The folder that holds `data/` and `models/`, as a resolved path. */
export interface Workspace {
  readonly root: string;
}

const SEPARATOR = /[\\/]/;

/** A market by where its days came from. */
export interface SourcedMarket extends Market {
  readonly source: Source;
}

/** What there is one newest evaluation of. A file named by `--from` is not what a coin's own history says. */
export interface EvaluationKey extends SourcedMarket {
  /** The direction where none is named. */
  readonly target?: TargetName;
  readonly delay?: number;
  readonly featureSet: string;
  /** Those beside the features of the set. */
  readonly signals?: readonly Pick<UsedSignal, 'name' | 'carry'>[] | undefined;
}

/** Which columns a table of features has. */
export type FeatureColumns = Pick<EvaluationKey, 'featureSet' | 'signals'>;

/** Where everything is kept, relative to the workspace. */
export const paths = {
  storedCharts: join('data', 'raw'),
  /** An exchange has a stored chart of its own. */
  storedChart: ({ coin, vsCurrency, exchange }: Market & { readonly exchange?: string | undefined }) =>
    join('data', 'raw', `${coin}_${vsCurrency}${exchange === undefined ? '' : `.${exchange}`}.json`),
  processed: (market: SourcedMarket) => join('data', 'processed', `${marketName(market)}.csv`),
  /** With signals it is a file of its own. */
  features: (market: SourcedMarket, days: Days, { featureSet, signals = [] }: FeatureColumns) => {
    const set = featureSet === 'classic' ? '' : `_${featureSet}`;
    const beside = signals.length === 0 ? '' : `_with_${besideName(signals)}`;
    return join('data', 'features', `${marketName(market)}_${days}d${set}${beside}_features.csv`);
  },
  /** One forecast a line. */
  forecasts: ({ coin, vsCurrency }: Market) => join('data', 'forecasts', `${coin}_${vsCurrency}.jsonl`),
  evaluation: (key: EvaluationKey) => join('data', 'evaluations', `${evaluationName(key)}.json`),
  evaluatedDays: (key: EvaluationKey) => join('data', 'evaluations', `${evaluationName(key)}_days.json`),
  /** Which status of a run in use was told last. Its folder is locked while it is told. */
  toldFolder: (market: string) => join('data', 'told', market),
  told: (market: string) => join('data', 'told', market, 'told.json'),
  signals: join('data', 'signals'),
  signal: (name: string) => join('data', 'signals', `${name}.json`),
  report: (id: string, extension: string) => join('models', id, `report.${extension}`),
  models: 'models',
  run: (id: string) => join('models', id),
  current: join('models', 'current.json'),
  /** Locked while `retrain` decides. */
  retraining: join('models', '.retraining'),
  /** One evaluation a line. */
  ledger: join('data', 'ledger.jsonl'),
  /** The daily losses beside the ledger. Locked while the ledger grows. */
  ledgerDays: join('data', 'ledger'),
  daysOfEntry: (id: string) => join('data', 'ledger', `${id}.json`),
  /** One decision of `retrain` a line. */
  decisions: join('models', 'decisions.jsonl'),
} as const;

/** The names of signals, or a digest of them where they are too long for the name of a file. */
function besideName(signals: readonly Pick<UsedSignal, 'name'>[]): string {
  const names = signals.map(({ name }) => name).join('+');
  return names.length <= 80 ? names : sha256(names).slice(0, 12);
}

function evaluationName({
  featureSet,
  target = 'direction',
  delay = 0,
  signals = [],
  ...market
}: EvaluationKey): string {
  const used = signals.map(({ name, carry }) => [name, carry]);
  const beside = signals.length === 0 ? '' : `_signals-${sha256(JSON.stringify(used)).slice(0, 12)}`;
  const task = `${target === 'direction' ? '' : `_${target}`}${delay === 0 ? '' : `_delay${delay}`}`;
  return `${marketName(market)}_${featureSet}${beside}${task}${market.source === 'csv' ? '_csv' : ''}`;
}

/** What is made of an exchange's days is kept apart from what is made of a market's. */
function marketName({ coin, vsCurrency, source }: SourcedMarket): string {
  return `${coin}_${vsCurrency}${isExchange(source) ? `_${source}` : ''}`;
}

/**
 * @throws {UsageError} where the folder does not exist or is not one
 */
export async function openWorkspace(folder: string): Promise<Workspace> {
  try {
    const root = await realpath(folder);
    if ((await stat(root)).isDirectory()) return { root };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      throw new UsageError({
        code: 'no_workspace',
        message: `the workspace ${folder} does not exist`,
        hint: 'create the folder first, or name another',
      });
    }
    if (systemCode(error) !== 'ENOTDIR') throw explained(error, folder);
  }
  throw new UsageError({
    code: 'no_workspace',
    message: `the workspace ${folder} is not a folder`,
    hint: 'name a folder',
  });
}

/** Whether anything was ever written to a folder as to a workspace. */
export async function hasWorkspaceFiles({ root }: Workspace): Promise<boolean> {
  const names = await readdir(root).catch((error: unknown) => {
    throw explained(error, root);
  });
  return names.includes('data') || names.includes('models');
}

/** The bytes of a file of the workspace, or undefined where there is none. */
export async function readWhole(workspace: Workspace, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(workspace.root, path));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw explained(error, path);
  }
}

/** What is in a folder of the workspace; nothing where there is none. */
export async function listFolder(workspace: Workspace, path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(workspace.root, path), { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw explained(error, path);
  }
}

/** Writes a file of the workspace whole or not at all; under a lock, only while the lock is held. */
export async function writeWhole(
  workspace: Workspace,
  path: string,
  text: string,
  lock?: { readonly folder: string },
): Promise<void> {
  await makeFolder(workspace, dirname(path));
  await refuseLink(workspace, path);
  const file = join(workspace.root, path);
  try {
    await replaceFile(file, text, lock?.folder);
  } catch (error) {
    throw explained(error, path);
  }
  await removeAbandoned(dirname(file));
}

/** Removes a file of the workspace, in one step and only while the lock is held: it is moved into the lock's folder. */
export async function removeWhole(
  workspace: Workspace,
  path: string,
  lock: { readonly folder: string },
): Promise<void> {
  await refuseLinksOut(workspace, dirname(path));
  await refuseLink(workspace, path);
  try {
    await moveOnto(join(workspace.root, path), join(lock.folder, basename(path)));
  } catch (error) {
    throw explained(error, path);
  }
}

/** Refuses outputs that would lead out of the workspace before any of them is written. */
export async function checkOutputs(workspace: Workspace, outputs: readonly string[]): Promise<void> {
  for (const path of outputs) {
    await refuseLinksOut(workspace, dirname(path));
    await refuseLink(workspace, path);
  }
}

/** Makes a folder of the workspace where it is missing, and refuses one that leads elsewhere. */
export async function makeFolder(workspace: Workspace, path: string): Promise<void> {
  try {
    await refuseLinksOut(workspace, path);
    // Step by step, because a recursive mkdir says ENOENT of a file system that is read-only.
    let folder = workspace.root;
    for (const part of path.split(SEPARATOR)) {
      folder = join(folder, part);
      await mkdir(folder).catch((error: unknown) => allowFolder(error, folder));
    }
  } catch (error) {
    throw explained(error, path);
  }
}

async function allowFolder(error: unknown, folder: string): Promise<void> {
  const status = systemCode(error) === 'EEXIST' ? await stat(folder).catch(() => undefined) : undefined;
  if (!status?.isDirectory()) throw error;
}

/** The error that a file operation in the workspace ends with, as one that says what to do. */
export function explained(error: unknown, path: string, platform = process.platform): unknown {
  if (error instanceof ExpectedError) return error;
  const code = systemCode(error) ?? '';
  const reason = (platform === 'win32' ? reasonsOnWindows[code] : undefined) ?? reasons[code];
  if (reason === undefined) return error;
  const [what, ...remedies] = reason;
  return new MissingError({
    code: 'workspace_not_usable',
    message: `${path} cannot be used: ${what}`,
    hint: remedies.join(', or '),
    facts: { elsewhere: remedies.find((remedy) => remedy === ELSEWHERE) },
    cause: error,
  });
}

type Reasons = Readonly<Record<string, readonly [what: string, ...remedies: string[]]>>;

/** The last of the remedies, where it is one: a command names the folder with a flag. */
const ELSEWHERE = 'name another folder';

/** Windows denies permission of a file that another program has open, too. */
const mayBeOpen = [
  'permission was denied, or another program has it open',
  'close it there, change its permissions',
  ELSEWHERE,
] as const;
const reasonsOnWindows: Reasons = { EACCES: mayBeOpen, EPERM: mayBeOpen };

const reasons: Reasons = {
  EACCES: ['permission was denied', 'change its permissions', ELSEWHERE],
  EPERM: ['permission was denied', 'change its permissions', ELSEWHERE],
  EBUSY: ['another program has it open', 'close it there, and try again'],
  EROFS: ['the file system is read-only', ELSEWHERE],
  ENOSPC: ['the disk is full', 'make room', ELSEWHERE],
  EDQUOT: ['the disk quota is used up', 'make room', ELSEWHERE],
  EFBIG: ['files may not be that large here', 'raise the limit', ELSEWHERE],
  EIO: ['the disk failed', 'check it', ELSEWHERE],
  EMFILE: ['too many files are open', 'raise the limit (ulimit -n)'],
  ENFILE: ['too many files are open', 'raise the limit of the system'],
  ENOENT: ['its folder is gone, or takes no files', ELSEWHERE],
  EISDIR: ['a folder is where a file should be', 'move it away'],
  EEXIST: ['a file is where a folder should be', 'move it away'],
  ENOTDIR: ['a file is where a folder should be', 'move it away'],
  ENAMETOOLONG: ['its name is too long', 'choose a shorter one'],
  ELOOP: ['its links lead in a circle', 'remove the links'],
};

/** An output never follows a link out of the workspace. */
export async function refuseLink(workspace: Workspace, path: string): Promise<void> {
  const status = await lstat(join(workspace.root, path)).catch(() => undefined);
  if (status?.isSymbolicLink()) throw linked(path);
}

async function refuseLinksOut(workspace: Workspace, path: string): Promise<void> {
  let folder = workspace.root;
  for (const part of path.split(SEPARATOR)) {
    folder = join(folder, part);
    const real = await realpath(folder).catch(() => undefined);
    if (real === undefined) {
      await refuseLink(workspace, relative(workspace.root, folder));
      return;
    }
    const inside = relative(workspace.root, real);
    if (inside.startsWith('..') || isAbsolute(inside)) throw linked(path);
  }
}

export function linked(path: string): InputError {
  return new InputError({
    code: 'link_out_of_workspace',
    message: `${path} is a link`,
    hint: 'replace it by a real file or folder: outputs stay inside the workspace',
  });
}
