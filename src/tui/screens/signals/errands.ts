import type { Context } from '../../../context.ts';
import type { IsoDate } from '../../../domain.ts';
import { signalCoverage } from '../../../features/signals/signal-coverage.ts';
import { at } from '../../../learning/vector.ts';
import { importSignals, listedSignal } from '../../../market-data/import-signals.ts';
import type { SignalFile } from '../../../market-data/read-signal-file.ts';
import { importedInWords } from '../../../text/signals.ts';
import { listSignals } from '../../../workspace/signals.ts';
import type { SignalRow } from './state.ts';

interface Listed {
  readonly rows: readonly SignalRow[];
  /** What is wrong with signals that cannot be read. */
  readonly damaged: readonly string[];
}

/** The signals of the workspace, each with how much of some dates it covers. */
export async function listSignalsOver(
  { dates }: { readonly dates: readonly IsoDate[] | undefined },
  { workspace }: Context,
): Promise<Listed> {
  const { signals, damaged } = await listSignals(workspace);
  return {
    rows: signals.map((signal) => {
      const coverage = dates && signalCoverage(signal, dates);
      return { signal, listed: listedSignal(signal), coverage };
    }),
    damaged: damaged.map(({ message, hint }) => `${message}; ${hint}`),
  };
}

/** Keeps each column of a file as a signal; the name of the first, and what was kept in words. */
export async function importSignalsOver(
  file: SignalFile,
  context: Context,
): Promise<{ readonly first: string; readonly message: string }> {
  const imported = await importSignals(file, context);
  return { first: at(imported.signals, 0).name, message: importedInWords(imported) };
}
