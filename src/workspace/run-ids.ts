import type { Instant } from '../domain.ts';
import { MissingError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { sha256 } from '../results/checksummed.ts';
import type { TrainedRun } from '../run.ts';
import { listFolder, paths, type Workspace } from './workspace.ts';

export const NO_SUCH_RUN = 'no_such_run';

/** The names of all runs, damaged ones too. */
export async function runIds(workspace: Workspace): Promise<readonly string[]> {
  const entries = await listFolder(workspace, paths.models);
  return entries.filter((entry) => entry.isDirectory() && isRunId(entry.name)).map(({ name }) => name);
}

/** Where and when a run was made and what came out, so that no two runs have one. */
export async function freeId(workspace: Workspace, { model, createdAt }: TrainedRun): Promise<string> {
  const time = createdAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const mark = sha256(JSON.stringify(model.parameters)).slice(0, 6);
  const id = `${model.coin}-${model.vsCurrency}-${time}-${mark}`;
  const taken = new Set(await runIds(workspace));
  let number = 1;
  while (taken.has(numbered(id, number))) number += 1;
  return numbered(id, number);
}

/** The last millisecond of the second that an id says its run was made in; empty where it says none. */
export function lastMomentOf(id: string): Instant {
  const [, year, month, day, hour, minute, second] =
    /-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(id) ?? [];
  return second === undefined ? '' : `${year}-${month}-${day}T${hour}:${minute}:${second}.999Z`;
}

function numbered(id: string, number: number): string {
  return number === 1 ? id : `${id}-${number}`;
}

export function isRunId(id: string): boolean {
  return /^[a-z0-9_][a-z0-9._-]{0,250}$/.test(id);
}

/** The error of a run that is not there; it names the one that is likely meant. */
export async function noSuchRun(workspace: Workspace, id: string): Promise<MissingError> {
  const ids = await runIds(workspace);
  const meant = ids.findLast((each) => id !== '' && each.startsWith(id)) ?? nearest(id, ids)[0];
  const others = ids.length === 0 ? 'train one first' : 'list the runs to see their ids';
  return new MissingError({
    code: NO_SUCH_RUN,
    message: `there is no run ${JSON.stringify(id.slice(0, 80))}`,
    hint: meant ? `did you mean ${meant}?` : others,
    facts: { nearest: meant, runs: ids.length },
  });
}
