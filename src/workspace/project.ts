import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { featureSetNames, sourceChoices, targetNames } from '../domain.ts';
import { InputError, systemCode } from '../errors.ts';
import { parseCoin, parseCurrency, parseDays } from '../identifiers.ts';
import { parsedBy } from '../parsed-by.ts';
import { explained, readWhole, type Workspace } from './workspace.ts';

/** The settings of a workspace, for whoever works in it. */
export const PROJECT_FILE = 'crypto-predict.json';

/** Nobody writes more by hand. */
const MOST_BYTES = 65_536;
const MOST_COINS = 100;

const days = v.pipe(v.union([v.number(), v.string()]), v.transform(String), parsedBy(parseDays));

const entries = {
  coins: v.optional(
    v.pipe(
      v.array(v.pipe(v.string('use names in quotes'), parsedBy(parseCoin)), 'use a list: ["bitcoin"]'),
      v.minLength(1, 'name one coin at least'),
      v.maxLength(MOST_COINS, `name ${MOST_COINS} coins at most`),
      v.transform((coins) => [...new Set(coins)]),
    ),
  ),
  vs: v.optional(v.pipe(v.string('use a currency code in quotes'), parsedBy(parseCurrency))),
  target: v.optional(oneOf(targetNames)),
  feature_set: v.optional(oneOf(featureSetNames)),
  days: v.optional(days),
  source: v.optional(oneOf(sourceChoices)),
} as const;

const schema = v.object(entries);

export type Project = v.InferOutput<typeof schema>;

/**
 * What `crypto-predict.json` of a workspace says; nothing where there is none.
 *
 * @throws {InputError} where it is no regular file, too large, no JSON object, or has a key or a value that is not
 * known
 */
export async function readProject(workspace: Workspace): Promise<Project> {
  const status = await lstat(join(workspace.root, PROJECT_FILE)).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw explained(error, PROJECT_FILE);
  });
  if (status === undefined) return {};
  if (status.isSymbolicLink()) throw refusal('is a link', 'replace it by a real file');
  if (!status.isFile()) throw refusal('is not a file', 'move it away');
  if (status.size > MOST_BYTES) throw refusal(`is larger than ${MOST_BYTES / 1024} KiB`, 'make it shorter');
  const bytes = await readWhole(workspace, PROJECT_FILE);
  return bytes === undefined ? {} : parseProject(new TextDecoder().decode(bytes));
}

/** @throws {InputError} which names the key that is wrong, and never its value: it may be a secret */
export function parseProject(text: string): Project {
  const value = objectIn(text);
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(entries, key));
  if (unknown !== undefined) {
    throw refusal(
      `has a key ${JSON.stringify(unknown.slice(0, 40))} that is not known`,
      /key|token|secret/i.test(unknown)
        ? 'a key is no setting of a project; keep it among your preferences'
        : `its keys are ${Object.keys(entries).join(', ')}`,
    );
  }
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw refusal(`has a value of ${v.getDotPath(issue) ?? 'a key'} that cannot be used`, issue.message);
}

function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    throw refusal('is not valid JSON', 'correct or delete it');
  }
  throw refusal('is not a JSON object', 'correct or delete it');
}

function refusal(what: string, hint: string): InputError {
  return new InputError({ code: 'invalid_project', message: `${PROJECT_FILE} ${what}`, hint });
}

function oneOf<const Names extends readonly string[]>(names: Names) {
  return v.picklist(names, `use one of ${names.join(', ')}`);
}
