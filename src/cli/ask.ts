import { once } from 'node:events';
import { InterruptedError } from '../errors.ts';
import type { Process } from './process.ts';

/** Asks for a yes or a no; undefined where nobody is there to answer. */
export async function ask(
  question: string,
  { stdin, stderr, signal }: Process,
): Promise<boolean | undefined> {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: stdin, output: stderr });
  const interrupted = once(terminal, 'SIGINT').then(() => {
    throw new InterruptedError('SIGINT');
  });
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `, { signal }), interrupted]);
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    stderr.write('\n');
    if (error instanceof InterruptedError || signal.aborted) throw error;
    // Ctrl-D: no answer is no.
    return false;
  } finally {
    terminal.close();
  }
}
