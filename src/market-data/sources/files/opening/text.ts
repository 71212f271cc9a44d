import { StringDecoder } from 'node:string_decoder';
import { refusal } from '../refusal.ts';
import { kindOf } from './kind.ts';

/**
 * The text in bytes, without the byte order mark at its beginning.
 *
 * @throws {InputError} where it is something else, which is called what it is
 */
export async function* textOf(
  bytes: AsyncIterable<Buffer>,
  file: string,
): AsyncGenerator<string, void, void> {
  const decoder = new StringDecoder('utf8');
  let isBeginning = true;
  for await (const chunk of bytes) {
    const kind = isBeginning ? kindOf(chunk) : undefined;
    if (kind) throw refusal(file, kind.what, kind.hint, 'not_a_table');
    if (chunk.includes(0)) {
      throw refusal(file, 'is not text in UTF-8', 'save it as a CSV file in UTF-8', 'not_a_table');
    }
    const text = decoder.write(chunk);
    yield isBeginning && text.startsWith('\uFEFF') ? text.slice(1) : text;
    isBeginning = false;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}
