import type { Context } from '../context.ts';
import type { Market, Observation, ReadAs } from '../domain.ts';
import { type Notice, notice } from './notice.ts';
import type { NamedFile } from './sources/files/chart-file.ts';

export type { NamedFile } from './sources/files/chart-file.ts';

export interface FileDays {
  /** One a date, in order. */
  readonly observations: readonly Observation[];
  readonly readAs: ReadAs;
}

/**
 * The daily observations in a file that a user named. Says as what it was read, and what was left out.
 *
 * @throws {InputError} where the file cannot be read as such
 */
export async function* readChartFile(
  file: NamedFile & Pick<Market, 'vsCurrency'>,
  { now, signal, stdin }: Context,
): AsyncGenerator<Notice, FileDays, void> {
  const { readFile } = await import('./sources/files/chart-file.ts');
  const { observations, readAs, sentence, notices } = await readFile({ ...file, now: now(), signal, stdin });
  yield notice(sentence);
  for (const message of notices) yield notice(message);
  return { observations, readAs };
}
