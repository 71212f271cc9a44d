import { createReadStream } from 'node:fs';
import { InputError, systemCode } from '../errors.ts';

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
    const reason = reasons[systemCode(error) ?? ''];
    throw reason ? refusal(name, ...reason) : error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

const reasons: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ENOENT: ['does not exist', 'check the path, or use - for stdin'],
  EISDIR: ['is a folder', 'name a JSON file'],
  EACCES: ['cannot be read', 'check its permissions'],
  ENAMETOOLONG: ['is not a path', 'name a JSON file'],
};

function refusal(name: string, what: string, hint: string): InputError {
  return new InputError({ code: 'unreadable_input', message: `${name} ${what}`, hint });
}
