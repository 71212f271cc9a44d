import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../errors.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Tells a file of the workspace from what it was before: changes whenever it is replaced or written to. */
export async function versionOf({ root }: Workspace, path: string): Promise<string> {
  try {
    const { ino, mtimeNs, size } = await stat(join(root, path), { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    return systemCode(error) ?? 'unreadable';
  }
}
