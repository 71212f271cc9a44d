import { createReadStream } from 'node:fs';
import { InputError } from '../errors.ts';
import { whyUnreadable } from '../market-data/sources/files/opening/unreadable.ts';

const LARGEST_INPUT = 10 * 1024 * 1024;

/**
 * The text of a file, or of stdin where it is `-`.
 *
 * @throws {InputError} where it cannot be read or is over 10 MiB
 */
export async function readInput(file: string, stdin: () => AsyncIterable<Uint8Array>): Promise<string> {
  const name = file === '-' ? 'stdin' : file;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of file === '-' ? stdin() : createReadStream(file)) {
      size += chunk.length;
      if (size > LARGEST_INPUT) throw refusal(name, 'is over 10 MiB', 'split it into several files');
      chunks.push(chunk);
    }
  } catch (error) {
    const reason = whyUnreadable(error);
    throw reason ? refusal(name, ...reason) : error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refusal(name: string, what: string, hint: string): InputError {
  return new InputError({
    code: 'unreadable_input',
    message: `${name} ${what}`,
    hint,
    facts: { file: name },
  });
}
