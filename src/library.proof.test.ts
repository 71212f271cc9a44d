import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { packageRoot, packageVersion } from './package-root.ts';
import { temporaryFolder } from './testing/context.ts';

const execute = promisify(execFile);

it('is imported by a strict TypeScript project, which needs no other package, and prints what its page says', async () => {
  const project = await temporaryFolder();
  const home = join(project, 'node_modules', 'crypto-predict');
  await mkdir(home, { recursive: true });
  await execute(process.execPath, ['scripts/declarations.js'], { cwd: packageRoot });
  await execute('npm', ['pack', '--ignore-scripts', '--pack-destination', project], { cwd: packageRoot });
  const tarball = join(project, `crypto-predict-${packageVersion()}.tgz`);
  await execute('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  await cp(join(packageRoot, 'data/bundled/bitcoin_usd.csv'), join(project, 'bitcoin_usd.csv'));
  await cp(join(packageRoot, 'node_modules/@types'), join(project, 'node_modules/@types'), {
    recursive: true,
  });
  await cp(join(packageRoot, 'node_modules/undici-types'), join(project, 'node_modules/undici-types'), {
    recursive: true,
  });
  const page = await readFile(join(packageRoot, 'docs/library.md'), 'utf8');
  const [, example = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const [, printed = ''] = /^```text\n([\s\S]*?)^```$/m.exec(page) ?? [];
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  await writeFile(join(project, 'example.ts'), example);

  const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc');
  const strict = ['--strict', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false', '--types', 'node'];
  const modules = ['--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,esnext.disposable'];
  const compiled = execute(process.execPath, [tsc, 'example.ts', ...strict, ...modules], { cwd: project });
  expect(await compiled.catch(({ stdout }: { readonly stdout: string }) => ({ stdout }))).toMatchObject({
    stdout: '',
  });
  const { stdout, stderr } = await execute(process.execPath, ['example.js'], { cwd: project });
  expect(stdout).toContain(printed.trim());
  expect(stderr).toBe('');
}, 60_000);
