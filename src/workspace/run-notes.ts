import { join } from 'node:path';
import { addToRun } from './change-runs.ts';
import { NOTE_FILE } from './runs.ts';
import { paths, type Workspace } from './workspace.ts';

/** A name or a note for a run, one line, kept beside it; an empty one takes it away. */
export async function writeNote(workspace: Workspace, id: string, note: string): Promise<void> {
  await addToRun(workspace, id, { [join(paths.run(id), NOTE_FILE)]: note === '' ? '' : `${note}\n` });
}
