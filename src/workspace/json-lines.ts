import { constants } from 'node:fs';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type * as v from 'valibot';
import { systemCode } from '../errors.ts';
import { type DeepReadonly, safeParseJson, toJson } from '../results/codec.ts';
import { isHeld, type Lock, withLock } from './locks.ts';
import { explained, linked, makeFolder, readWhole, refuseLink, type Workspace } from './workspace.ts';

/** A file that grows by one line of JSON at a time. */
export interface JsonLinesFile<Schema extends v.GenericSchema> {
  /** Relative to the workspace. */
  readonly path: string;
  /** Of an entry, by its own names: in the file they are in snake_case. */
  readonly schema: Schema;
}

export interface JsonLinesContent<Entry> {
  /** Oldest first. */
  readonly entries: readonly Entry[];
  /** The lines that are not entries, such as one torn by a power cut, counted from 1. */
  readonly skipped: readonly number[];
}

/**
 * What is in such a file; nothing where there is none. They grow for years, so lines that are not of interest are left
 * out before they are parsed.
 */
export async function readJsonLines<Schema extends v.GenericSchema>(
  workspace: Workspace,
  { path, schema }: JsonLinesFile<Schema>,
  isOfInterest: (line: string) => boolean = () => true,
): Promise<JsonLinesContent<v.InferOutput<Schema>>> {
  const bytes = await readWhole(workspace, path);
  const lines = Buffer.from(bytes ?? new Uint8Array())
    .toString('utf8')
    .split('\n')
    .map((text, i) => ({ text, number: i + 1 }))
    .filter(({ text }) => text.trim() !== '' && isOfInterest(text));
  const parsed = lines.map(({ text, number }) => ({ number, ...safeParseJson(schema, parseLine(text)) }));
  return {
    entries: parsed.flatMap((line) => (line.success ? [line.output] : [])),
    skipped: parsed.filter(({ success }) => !success).map(({ number }) => number),
  };
}

/**
 * Appends an entry unless the file has one that `isSame` recognises. Returns whether it was appended.
 *
 * @throws {InputError} where the file is a link
 */
export async function appendJsonLine<Schema extends v.GenericSchema>(
  workspace: Workspace,
  file: JsonLinesFile<Schema>,
  {
    entry,
    isSame,
  }: {
    readonly entry: DeepReadonly<v.InferInput<Schema>>;
    readonly isSame?: (other: v.InferOutput<Schema>) => boolean;
  },
): Promise<boolean> {
  return withLock(workspace, dirname(file.path), async (lock) => {
    if (isSame !== undefined) {
      const { entries } = await readJsonLines(workspace, file);
      if (entries.some(isSame)) return false;
    }
    await appendLine(workspace, file.path, { line: JSON.stringify(toJson(file.schema, entry)), lock });
    return true;
  });
}

export interface Addition {
  readonly line: string;
  /** Held by whoever appends. */
  readonly lock: Lock;
}

/**
 * Appends a line to a file of lines.
 *
 * @throws {InputError} where the file is a link
 */
export async function appendLine(workspace: Workspace, path: string, addition: Addition): Promise<void> {
  await makeFolder(workspace, dirname(path));
  // Windows has no O_NOFOLLOW, and opens what a link leads to.
  await refuseLink(workspace, path);
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW } = constants;
  const whole = join(workspace.root, path);
  try {
    const file = await open(whole, O_RDWR | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0));
    await appendWhole(file, whole, addition).finally(() => file.close());
  } catch (error) {
    throw systemCode(error) === 'ELOOP' ? linked(path) : explained(error, path);
  }
}

/** A line torn by a power cut stays a line of its own: what follows it starts on the next. */
async function appendWhole(file: FileHandle, path: string, { line, lock }: Addition): Promise<void> {
  const { size } = await file.stat();
  const last = size > 0 ? (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() : '\n';
  try {
    await file.appendFile(`${last === '\n' ? '' : '\n'}${line}\n`);
    await file.datasync();
  } catch (error) {
    // A disk that fills up may have taken a part of the line. Where another process took over, what follows may be its.
    // By its path, as Windows cuts no file that is open to append.
    if (await isHeld(lock)) await truncate(path, size);
    throw error;
  }
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
