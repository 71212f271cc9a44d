import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import type { App } from './app.ts';
import { checkMustExist } from './must-exist.ts';

const appIn = (root: string) => ({ context: async () => ({ workspace: { root } }) }) as unknown as App;

it('refuses a folder that is no workspace, where that is asked for', async () => {
  const root = await temporaryFolder();
  await expect(checkMustExist({ mustExist: true }, appIn(root))).rejects.toMatchObject({
    code: 'no_workspace',
    exitCode: 5,
  });
  await checkMustExist({}, appIn(root));
  await mkdir(join(root, 'models'));
  await checkMustExist({ mustExist: true }, appIn(root));
});
