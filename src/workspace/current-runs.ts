import * as v from 'valibot';
import type { MarketTarget } from '../domain.ts';
import { ExpectedError } from '../errors.ts';
import { type DocumentKind, decodeDocument, encodeDocument } from '../results/checksummed.ts';
import { marketKey } from './in-use.ts';
import type { Lock } from './locks.ts';
import { paths, readWhole, type Workspace, writeWhole } from './workspace.ts';

/** Which run is in use for each market and target, and which of these was trained or chosen last. */
export interface CurrentRuns {
  readonly inUse: ReadonlyMap<string, string>;
  readonly last: string | undefined;
}

const currentDocument = {
  name: 'list of runs in use',
  version: 1,
  remedy: 'choose the run to use again',
  schema: v.object({ in_use: v.record(v.string(), v.string()), last: v.nullable(v.string()) }),
} as const satisfies DocumentKind<v.GenericSchema>;

export async function readCurrent(workspace: Workspace): Promise<CurrentRuns> {
  const bytes = await readWhole(workspace, paths.current);
  if (bytes === undefined) return { inUse: new Map(), last: undefined };
  const { in_use, last } = decodeDocument(bytes, paths.current, currentDocument);
  return { inUse: new Map(Object.entries(in_use)), last: last ?? undefined };
}

/** A damaged list is begun anew by a choice of the run to use, which its error asks for. */
export async function readCurrentToChange(workspace: Workspace): Promise<CurrentRuns> {
  return readCurrent(workspace).catch((error: unknown) => {
    if (error instanceof ExpectedError && error.code === 'damaged_file') {
      return { inUse: new Map<string, string>(), last: undefined };
    }
    throw error;
  });
}

/** The runs in use once a run is put in use for its market. */
export function withInUse(
  { inUse }: CurrentRuns,
  { id, ...market }: MarketTarget & { readonly id: string },
): CurrentRuns {
  const key = marketKey(market);
  return { inUse: new Map([...inUse, [key, id]]), last: key };
}

/** Whoever changes runs holds their lock. */
export async function writeCurrent(
  workspace: Workspace,
  { inUse, last }: CurrentRuns,
  lock: Lock,
): Promise<void> {
  const body = { in_use: Object.fromEntries(inUse), last: last ?? null };
  await writeWhole(workspace, paths.current, encodeDocument(currentDocument.version, body, 2), lock);
}
