import type { Command } from 'commander';
import { MissingError } from '../errors.ts';
import type { App } from './app.ts';

/** The flag that keeps cron, in a wrong folder, from making a workspace of it. */
export function addMustExist(command: Command): Command {
  return command.option('--must-exist', 'end with exit code 5 if the folder is not a workspace yet');
}

/** @throws {MissingError} where the workspace has to exist and nothing of one is there */
export async function checkMustExist(flags: { readonly mustExist?: true }, app: App): Promise<void> {
  if (flags.mustExist === undefined) return;
  const { hasWorkspaceFiles } = await import('../workspace/workspace.ts');
  const { workspace } = await app.context();
  if (await hasWorkspaceFiles(workspace)) return;
  throw new MissingError({
    code: 'no_workspace',
    message: `${workspace.root} is not a workspace: it has neither data nor models`,
    hint: 'leave out --must-exist, or name the folder',
  });
}
