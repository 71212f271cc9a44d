import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExpectedError, InputError, MissingError } from '../errors.ts';
import { isSignalName } from '../identifiers.ts';
import { decodeDocument } from '../results/checksummed.ts';
import { encodeSignal, type StoredSignal, signalDocument, signalFrom } from '../results/signal.ts';
import { withLock } from './locks.ts';
import { explained, listFolder, paths, readWhole, type Workspace, writeWhole } from './workspace.ts';

export const NO_SUCH_SIGNAL = 'no_such_signal';

/** @throws {MissingError} where there is no such signal; {InputError} where it is damaged */
export async function readSignal(workspace: Workspace, name: string): Promise<StoredSignal> {
  const signal = await findSignal(workspace, name);
  if (signal === undefined) throw await noSuchSignal(workspace, name);
  return signal;
}

/** @throws {MissingError} where one of them is not there; {InputError} where one is damaged */
export async function readSignals(
  workspace: Workspace,
  names: readonly string[],
): Promise<readonly StoredSignal[]> {
  return Promise.all(names.map((name) => readSignal(workspace, name)));
}

/** A signal, or undefined where there is none of the name. */
async function findSignal(workspace: Workspace, name: string): Promise<StoredSignal | undefined> {
  const path = paths.signal(name);
  const bytes = await readWhole(workspace, path);
  if (bytes === undefined) return undefined;
  const signal = signalFrom(decodeDocument(bytes, path, signalDocument));
  if (signal.name === name) return signal;
  throw new InputError({
    code: 'damaged_file',
    message: `${path} is damaged: it is the signal ${signal.name}`,
    hint: signalDocument.remedy,
  });
}

export interface SignalList {
  /** In the order of their names. */
  readonly signals: readonly StoredSignal[];
  /** The errors of signals that cannot be read. */
  readonly damaged: readonly ExpectedError[];
}

/** Every signal; one that cannot be read is not left out in silence. */
export async function listSignals(workspace: Workspace): Promise<SignalList> {
  const [signals, damaged]: [StoredSignal[], ExpectedError[]] = [[], []];
  for (const name of await signalNames(workspace)) {
    try {
      const signal = await findSignal(workspace, name);
      if (signal !== undefined) signals.push(signal);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      damaged.push(error);
    }
  }
  return { signals, damaged };
}

/** The names of the signals that are there, readable or not. */
export async function signalNames(workspace: Workspace): Promise<readonly string[]> {
  const files = await listFolder(workspace, paths.signals);
  return files
    .flatMap(({ name }) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []))
    .filter(isSignalName)
    .toSorted();
}

/**
 * Puts signals in the place of those of their names, and returns these; undefined where there was none, or it could not
 * be read.
 */
export async function replaceSignals(
  workspace: Workspace,
  signals: readonly StoredSignal[],
): Promise<readonly (StoredSignal | undefined)[]> {
  return withLock(workspace, paths.signals, async (lock) => {
    const before: (StoredSignal | undefined)[] = [];
    for (const { name } of signals) before.push(await unlessDamaged(findSignal(workspace, name)));
    for (const signal of signals) {
      await writeWhole(workspace, paths.signal(signal.name), encodeSignal(signal), lock);
    }
    return before;
  });
}

/** An import is the remedy for a file that is damaged. */
async function unlessDamaged<Found>(finding: Promise<Found>): Promise<Found | undefined> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** @throws {MissingError} where there is no such signal */
export async function removeSignal(workspace: Workspace, name: string): Promise<void> {
  await withLock(workspace, paths.signals, async () => {
    if (!(await signalNames(workspace)).includes(name)) throw await noSuchSignal(workspace, name);
    const path = paths.signal(name);
    await rm(join(workspace.root, path)).catch((error: unknown) => {
      throw explained(error, path);
    });
  });
}

async function noSuchSignal(workspace: Workspace, name: string): Promise<MissingError> {
  const names = await signalNames(workspace);
  const columns = names.filter((each) => each.startsWith(`${name}.`));
  const shown = (columns.length > 0 ? columns : names).slice(0, 10).join(', ');
  return new MissingError({
    code: NO_SUCH_SIGNAL,
    message: `there is no signal ${name}`,
    hint: names.length === 0 ? 'import one first' : `there ${names.length === 1 ? 'is' : 'are'} ${shown}`,
    facts: names.length === 0 ? { name } : { name, names: shown },
  });
}
