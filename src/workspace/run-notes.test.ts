import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testContext } from '../testing/context.ts';
import { trainInto } from '../testing/server.ts';
import { writeNote } from './run-notes.ts';
import { listRuns, readRun } from './runs.ts';

it('keeps a note beside a run, replaces it, and takes it away', async () => {
  const context = await testContext();
  const { workspace } = context;
  await trainInto(context);
  const [{ id = '' } = {}] = (await listRuns(workspace)).runs;
  expect((await readRun(workspace, id)).note).toBeUndefined();
  await writeNote(workspace, id, 'the one with 50');
  expect((await listRuns(workspace)).runs[0]?.note).toBe('the one with 50');
  await writeNote(workspace, id, '');
  expect((await readRun(workspace, id)).note).toBeUndefined();
  await expect(writeNote(workspace, 'bitcoin-usd-20260101-000000-000000', 'x')).rejects.toMatchObject({
    code: 'no_such_run',
  });
});

it('takes of a note that another program wrote its first line, and no more than can be shown', async () => {
  const context = await testContext();
  await trainInto(context);
  const [{ id = '' } = {}] = (await listRuns(context.workspace)).runs;
  const file = join(context.workspace.root, 'models', id, 'note.txt');
  await writeFile(file, `${'x'.repeat(300)}\nsecond`);
  expect((await readRun(context.workspace, id)).note).toBe('x'.repeat(200));
});
