import type { Context } from '../context.ts';
import { summariseSignal } from '../features/signals/signal-summary.ts';
import {
  changeOf,
  fingerprintOf,
  type ImportedSignals,
  type ListedSignal,
  type StoredSignal,
} from '../results/signal.ts';
import { replaceSignals } from '../workspace/signals.ts';
import { readSignalFile, type SignalFile } from './read-signal-file.ts';

/**
 * Keeps each column of a file as a signal, in the place of the one of its name; says what that changes.
 *
 * @throws {InputError} where the file cannot be used: then nothing is kept
 */
export async function importSignals(file: SignalFile, context: Context): Promise<ImportedSignals> {
  const { signals, missingCells } = await readSignalFile(file, context);
  const importedAt = context.now().toISOString();
  const imported = signals.map((signal): StoredSignal => ({ ...signal, importedAt }));
  context.signal.throwIfAborted();
  const before = await replaceSignals(context.workspace, imported);
  return {
    signals: imported.map((signal, i) => {
      const earlier = before[i];
      return { ...listedSignal(signal), change: earlier === undefined ? null : changeOf(earlier, signal) };
    }),
    missingCells,
  };
}

/** A signal as lists show it. */
export function listedSignal(signal: StoredSignal): ListedSignal {
  const { name, known, importedAt } = signal;
  return { ...summariseSignal(signal), name, known, importedAt, fingerprint: fingerprintOf(signal) };
}
