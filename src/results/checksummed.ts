import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { InputError } from '../errors.ts';
import { type DeepReadonly, safeParseJson, toJson } from './codec.ts';

/** A JSON document that carries the version of its schema and a checksum of its own bytes. */
export interface DocumentKind<Schema extends v.GenericSchema> {
  /** What it is called in messages. */
  readonly name: string;
  readonly version: number;
  /** What it holds, by its own names: in the file they are in snake_case. */
  readonly schema: Schema;
  /** What to do when a document of this kind is damaged. */
  readonly remedy: string;
}

const BLANK = '0'.repeat(64);
const HEAD = /^\{\s*"schema_version": ?(\d+),\s*"checksum": ?"([0-9a-f]{64})"/;

/** The text of a document: SHA-256 over all its bytes, computed with zeros in the checksum's place. */
export function encodeDocument(version: number, body: object, indent = 0): string {
  const blank = `${JSON.stringify({ schema_version: version, checksum: BLANK, ...body }, null, indent)}\n`;
  return blank.replace(BLANK, sha256(blank));
}

/** The text of a document of a kind, in its newest version. */
export function encodeAs<Schema extends v.GenericSchema>(
  { version, schema }: DocumentKind<Schema>,
  content: DeepReadonly<v.InferInput<Schema>>,
  indent = 0,
): string {
  return encodeDocument(version, toJson(schema, content) as object, indent);
}

/**
 * The content of a document, whole and as it was written.
 *
 * @throws {InputError} that names the file, where a byte differs, the version is newer, or the schema, which may be a
 * later one, is not met
 */
export function decodeDocument<Schema extends v.GenericSchema>(
  bytes: Uint8Array,
  file: string,
  kind: DocumentKind<Schema>,
): v.InferOutput<Schema> {
  const damaged = (why: string) =>
    new InputError({
      code: 'damaged_file',
      message: `${file} is damaged: ${why}`,
      hint: kind.remedy,
      facts: { file },
    });
  const buffer = Buffer.from(bytes);
  const head = HEAD.exec(buffer.toString('latin1', 0, 200));
  if (head === null) throw damaged(`it does not begin like a ${kind.name}`);
  const [start, version, checksum = ''] = head;
  if (Number(version) > kind.version) {
    throw new InputError({
      code: 'newer_schema',
      message: `${file} was written by a newer version (schema ${version}, this one knows ${kind.version})`,
      hint: 'upgrade crypto-predict',
    });
  }
  buffer.write(BLANK, start.length - 65, 'latin1');
  if (sha256(buffer) !== checksum) throw damaged('its checksum does not match');
  const parsed = safeParseJson(kind.schema, parseJson(buffer));
  if (!parsed.success && Number(version) < kind.version) {
    throw new InputError({
      code: 'older_schema',
      message: `${file} was written by an older version (schema ${version}, this one reads ${kind.version})`,
      hint: kind.remedy,
      facts: { file },
    });
  }
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw damaged(`${v.getDotPath(issue) ?? kind.name}: ${issue.message}`);
  }
  return parsed.output;
}

function parseJson(buffer: Buffer): unknown {
  try {
    return JSON.parse(buffer.toString('utf8'));
  } catch {
    return undefined;
  }
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
