import { basename } from 'node:path';
import { build } from 'esbuild';

/**
 * Joins the chunks of a split bundle into fewer files: each that is loaded is looked for, opened, read and linked. What is in which file is the caller's to say; entries keep their names and what they export.
 *
 * @param bundled what esbuild gave, with `write: false`: its chunks and its account of them
 * @param fileOf the name of the file, without an ending, that the chunk of a name goes into
 */
export async function joinChunks({ outputFiles, metafile }, fileOf, { outdir, write, banner }) {
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const numbers = new Map([...texts.keys()].map((chunk, i) => [chunk, i]));
  const files = new Map();
  for (const chunk of texts.keys()) files.set(fileOf(chunk), [...(files.get(fileOf(chunk)) ?? []), chunk]);
  const nameOf = (chunk) => chunk.slice(0, -'.js'.length);

  /** What a chunk exports, under names that no other chunk in its file has; an entry's file keeps those it has. */
  const exportsOf = (chunk) =>
    outputs
      .get(chunk)
      .exports.map((name) => [
        name,
        fileOf(chunk) === nameOf(chunk) ? name : `${name}$${numbers.get(chunk)}`,
      ]);
  const listed = (chunk, turn) => exportsOf(chunk).map(turn).join();
  /** A chunk as seen from another file: what it exports comes from the file that it is in. */
  const elsewhere = (chunk) =>
    `export{${listed(chunk, ([name, own]) => `${own} as ${name}`)}}from${JSON.stringify(`./${fileOf(chunk)}.js`)}`;
  const whole = (chunks) =>
    chunks
      .map(
        (chunk) =>
          `export{${listed(chunk, ([name, own]) => `${name} as ${own}`)}}from${JSON.stringify(`./${chunk}`)}`,
      )
      .join('\n');

  const entries = [...outputs]
    .filter(([, { entryPoint }]) => entryPoint !== undefined)
    .map(([chunk]) => chunk);
  const asked = new Map([
    ...entries.map((chunk) => [nameOf(chunk), elsewhere(chunk)]),
    ...[...files].map(([file, chunks]) => [file, whole(chunks)]),
  ]);
  return build({
    entryPoints: Object.fromEntries([...asked.keys()].map((file) => [file, `file:${file}`])),
    outdir,
    write,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    banner,
    logLevel: 'error',
    plugins: [
      {
        name: 'join-chunks',
        setup(own) {
          own.onResolve({ filter: /.*/ }, ({ path, importer, namespace, kind }) => {
            if (kind === 'entry-point') return { path: path.slice('file:'.length), namespace: 'joined' };
            const chunk = basename(path);
            if (!path.startsWith('./') || !texts.has(chunk)) return { path, external: true };
            if (kind === 'dynamic-import' || namespace === 'elsewhere') return { path, external: true };
            const from = namespace === 'joined' ? importer : fileOf(importer);
            return { path: chunk, namespace: fileOf(chunk) === from ? 'chunk' : 'elsewhere' };
          });
          own.onLoad({ filter: /.*/, namespace: 'joined' }, ({ path }) => ({ contents: asked.get(path) }));
          own.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({ contents: texts.get(path) }));
          own.onLoad({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => ({ contents: elsewhere(path) }));
        },
      },
    ],
  });
}
