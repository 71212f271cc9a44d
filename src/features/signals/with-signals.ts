import { InputError } from '../../errors.ts';
import { at } from '../../learning/vector.ts';
import type { FeatureTable } from '../engineer.ts';
import { type Signal, type SignalTiming, signalColumn } from './signal.ts';

/**
 * A feature table with signals beside its features, as they are. A row on which a signal has no value is no row.
 *
 * @throws {InputError} where a signal has the name of a feature
 */
export function withSignals(
  { features, rows }: FeatureTable,
  signals: readonly Signal[],
  timing: SignalTiming,
): FeatureTable {
  if (signals.length === 0) return { features, rows };
  const names = signals.map(({ name }) => name);
  const taken = names.find((name) => features.includes(name));
  if (taken !== undefined) throw nameTaken(taken);
  const dates = rows.map(({ date }) => date);
  const columns = signals.map((signal) => signalColumn(signal, dates, timing));
  return {
    features: [...features, ...names],
    rows: rows
      .map((row, t) => ({ ...row, values: [...row.values, ...columns.map((column) => at(column, t))] }))
      .filter(({ values }) => values.every(Number.isFinite)),
  };
}

function nameTaken(name: string): InputError {
  return new InputError({
    code: 'signal_is_a_feature',
    message: `the signal ${name} has the name of a feature of the set`,
    hint: 'import it again under another name',
  });
}
