import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { refusal } from '../refusal.ts';

/** The bytes of a file as they are; of stdin where it is `-`. */
export async function* bytesOf(
  file: string,
  { stdin, signal }: { readonly stdin?: () => AsyncIterable<Uint8Array>; readonly signal?: AbortSignal },
): AsyncGenerator<Buffer, void, void> {
  if (file === '-') {
    if (stdin === undefined) throw refuse('stdin', 'cannot be read here', 'name a file');
    for await (const chunk of stdin()) yield Buffer.from(chunk);
    return;
  }
  const about = await stat(file);
  if (about.isDirectory()) throw refuse(file, 'is a folder', 'name a file');
  if (about.isFIFO()) throw refuse(file, 'is a pipe', 'save its content in a file, or give it to stdin');
  if (!about.isFile()) throw refuse(file, 'is a device', 'name a file');
  const chunks: AsyncIterable<Buffer> = createReadStream(file, signal && { signal });
  yield* chunks;
}

function refuse(file: string, what: string, hint: string) {
  return refusal(file, what, hint, 'not_a_table');
}
