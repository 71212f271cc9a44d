import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MissingError } from '../errors.ts';
import { testContext } from '../testing/context.ts';
import { trainInto } from '../testing/server.ts';
import { addToRun, removeRun, removeRuns, useRun } from './change-runs.ts';
import { readCurrent } from './current-runs.ts';
import { listRuns } from './runs.ts';
import { paths, type Workspace } from './workspace.ts';

/** A workspace with two runs, the second in use. */
async function twoRuns(): Promise<{ workspace: Workspace; first: string; second: string }> {
  const context = await testContext();
  const first = await trainInto(context, { optimizer: 'preconditioned' });
  const second = await trainInto(context, { optimizer: 'preconditioned', l2: 2 });
  return { workspace: context.workspace, first: first.id, second: second.id };
}

describe('a run that several remove at once', () => {
  it('is removed by one of them, and the others are told that it is gone', async () => {
    const { workspace, first, second } = await twoRuns();
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => removeRun(workspace, second)));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(failures).toHaveLength(3);
    for (const failure of failures) expect(failure).toBeInstanceOf(MissingError);
    const { runs, damaged } = await listRuns(workspace);
    expect([runs.map(({ id }) => id), damaged]).toEqual([[first], []]);
  });

  it('counts for whoever removed it, among others', async () => {
    const { workspace, first, second } = await twoRuns();
    const removed = await Promise.all([
      removeRuns(workspace, [first, second]),
      removeRuns(workspace, [first, second]),
    ]);
    expect(removed.flat().toSorted()).toEqual([first, second].toSorted());
  });

  it('does not come back with a report that was made meanwhile', async () => {
    const { workspace, first, second } = await twoRuns();
    await removeRun(workspace, first);
    const added = addToRun(workspace, first, { [paths.report(first, 'md')]: '# Report' });
    await expect(added).rejects.toBeInstanceOf(MissingError);
    await addToRun(workspace, second, { [paths.report(second, 'md')]: '# Report' });
    expect(await readFile(join(workspace.root, paths.report(second, 'md')), 'utf8')).toBe('# Report');
    const { runs, damaged } = await listRuns(workspace);
    expect([runs.map(({ id }) => id), damaged]).toEqual([[second], []]);
  });

  it('is never left in use', async () => {
    const { workspace, first } = await twoRuns();
    await Promise.allSettled([removeRun(workspace, first), useRun(workspace, first)]);
    const { inUse } = await readCurrent(workspace);
    const { runs } = await listRuns(workspace);
    const ids = runs.map(({ id }) => id);
    for (const id of inUse.values()) expect(ids).toContain(id);
  });

  it('is listed whole or not at all meanwhile', async () => {
    const { workspace, first } = await twoRuns();
    const lists = Promise.all(Array.from({ length: 30 }, () => listRuns(workspace)));
    await removeRun(workspace, first);
    for (const { damaged } of await lists) expect(damaged).toEqual([]);
  });
});
