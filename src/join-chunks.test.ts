import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { joinChunks } from '../scripts/join-chunks.js';
import { temporaryFolder } from './testing/context.ts';

/** Three entries. Two of them share one module, two the other, and both export the same name. */
const sources = {
  one: "export const name = { of: 'one' };",
  two: "export const name = { of: 'two' };",
  late: "import { name } from './one.js'; export const late = name;",
  a: "import { name } from './one.js'; export { name }; export const later = () => import('./late.js');",
  b: "export { name as first } from './one.js'; export { name as second } from './two.js';",
  c: "export { name as default } from './two.js';",
};
const entries = ['a', 'b', 'c'];

it('joins chunks into the files that are named, in which entries export what they did, once', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [name, text] of Object.entries(sources)) await writeFile(join(folder, `${name}.js`), text);
  const output = { outdir: join(folder, 'dist'), format: 'esm' } as const;
  const bundled = await build({
    ...output,
    entryPoints: entries.map((name) => join(folder, `${name}.js`)),
    bundle: true,
    splitting: true,
    metafile: true,
    write: false,
  });
  const fileOf = (chunk: string) => entries.find((name) => chunk === `${name}.js`) ?? 'shared';
  expect(bundled.outputFiles.length).toBeGreaterThan(5);
  await joinChunks(bundled, fileOf, output);

  const files = await readdir(output.outdir);
  expect(files.toSorted()).toEqual([
    'a.js',
    'b.js',
    'c.js',
    expect.stringMatching(/^late-\w+\.js$/),
    'shared.js',
  ]);
  const [a, b, c] = await Promise.all(
    entries.map((name) => import(pathToFileURL(join(output.outdir, `${name}.js`)).href)),
  );
  expect(Object.keys(a)).toEqual(['later', 'name']);
  expect(Object.keys(b)).toEqual(['first', 'second']);
  expect(Object.keys(c)).toEqual(['default']);
  expect([b.first, b.second]).toEqual([{ of: 'one' }, { of: 'two' }]);
  expect(a.name).toBe(b.first);
  expect(c.default).toBe(b.second);
  expect((await a.later()).late).toBe(a.name);
});
