import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { temporaryFolder } from '../testing/context.ts';

it('starts where the process has left the folder that an option of Node names a file in', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'own.mjs'), '');
  const loader = join(packageRoot, 'scripts', 'typescript-loader.js');
  const program = `
    import { startThread } from ${JSON.stringify(join(packageRoot, 'src', 'workers', 'start-thread.ts'))};
    process.chdir('/');
    const thread = startThread('session-worker');
    thread.once('online', () => { console.log('online'); process.exit(0); });
    thread.once('error', ({ code }) => { console.log(code); process.exit(1); });
  `;
  await writeFile(join(folder, 'program.mjs'), program);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', loader, '--import', './own.mjs', 'program.mjs'],
    { cwd: folder },
  );
  expect(stdout).toBe('online\n');
});
