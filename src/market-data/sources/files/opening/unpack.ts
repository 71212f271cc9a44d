import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ExpectedError, hasCode } from '../../../../errors.ts';
import { refusal } from '../refusal.ts';

type Bytes = AsyncGenerator<Buffer, void, void>;

/** A zip is read from its end: it has to be held whole. */
const LARGEST_ZIP = 128 * 1024 * 1024;
/** Far more than ten million rows take; a bomb ends here. */
const LARGEST_CONTENT = 2 * 1024 ** 3;

/** The content of gzip or of a zip of one file; any other bytes as they are. */
export async function* unpacked(bytes: Bytes, file: string): Bytes {
  const { head, all } = await peek(bytes);
  if (head.length === 0) return;
  const content = isGzip(head) ? gunzipped(all, file) : isZip(head) ? unzipped(all, file) : all;
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > LARGEST_CONTENT) throw refuse(file, 'holds over 2 GiB', 'take the part of it that is needed');
    yield chunk;
  }
}

async function peek(bytes: Bytes): Promise<{ head: Buffer; all: Bytes }> {
  const held: Buffer[] = [];
  let length = 0;
  while (length < 4) {
    const { value, done } = await bytes.next();
    if (done) break;
    held.push(value);
    length += value.length;
  }
  const head = Buffer.concat(held);
  const all = async function* () {
    yield head;
    yield* bytes;
  };
  return { head, all: all() };
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function isZip(head: Buffer): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 0) <= 7 && head[2] === (head[3] ?? 0) - 1;
}

async function* gunzipped(bytes: Bytes, file: string): Bytes {
  const source = Readable.from(bytes);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    throw hasCode(error) && error.code.startsWith('Z_')
      ? refuse(file, 'is damaged gzip', 'download it again')
      : error;
  } finally {
    source.destroy();
  }
}

async function* unzipped(bytes: Bytes, file: string): Bytes {
  const whole = await collect(bytes, file);
  const { fromBufferPromise } = await import('yauzl');
  try {
    const archive = await fromBufferPromise(whole, { lazyEntries: true });
    const entries = [];
    for await (const entry of archive.eachEntry()) {
      if (!entry.fileName.endsWith('/') && !entry.fileName.startsWith('__MACOSX/')) entries.push(entry);
      if (entries.length > 3) break;
    }
    const names = entries.map(({ fileName }) => fileName);
    if (names.some((name) => name === '[Content_Types].xml' || name.startsWith('xl/'))) throw workbook(file);
    const [entry] = entries;
    if (entry === undefined) throw refuse(file, 'is a zip without a file', 'zip the table');
    if (entries.length > 1) {
      throw refuse(
        file,
        `is a zip of several files (${names.join(', ')})`,
        'unpack it, and name one of them',
      );
    }
    if (entry.isEncrypted()) throw refuse(file, 'is a zip with a password', 'unpack it first');
    yield* (await archive.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof ExpectedError || !(error instanceof Error) || error.name === 'AbortError')
      throw error;
    throw refuse(file, `is a damaged zip (${error.message})`, 'download it again');
  }
}

async function collect(bytes: Bytes, file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > LARGEST_ZIP) throw refuse(file, 'is a zip of over 128 MiB', 'unpack it first');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function workbook(file: string) {
  return refuse(file, 'is an Excel workbook (xlsx)', 'save its sheet as CSV, and name that file');
}

function refuse(file: string, what: string, hint: string) {
  return refusal(file, what, hint, 'not_a_table');
}
