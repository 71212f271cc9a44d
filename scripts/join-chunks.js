import { basename } from 'node:path';
import { build } from 'esbuild';

/**
 * Joins the chunks of a split bundle into fewer files: each file that is loaded is looked for, opened, read and linked.
 * Which chunk goes into which file is the caller's to say; entries keep their names and what they export.
 *
 * @param bundled what esbuild gave, with `write: false` and `metafile: true`
 * @param fileOf the name of the file, without its ending, that the chunk of a name goes into
 * @param output esbuild's settings of what is made: its folder, its format, whether it is written
 * @returns what esbuild gives of the files that are made
 */
export async function joinChunks({ outputFiles, metafile }, fileOf, output) {
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const chunks = new Map(
    Object.entries(metafile.outputs).map(([path, { exports, entryPoint }], number) => {
      const chunk = basename(path);
      const [ownName, file] = [basename(chunk, '.js'), fileOf(chunk)];
      // Chunks may export the same name, so a file gives on each with the number of its chunk, as in `name$7`; but for
      // the chunk that the file is named after, as an entry is imported by the names that it has.
      const given = (name) => (file === ownName ? name : `${name}$${number}`);
      const isEntry = entryPoint !== undefined;
      return [chunk, { ownName, file, isEntry, names: exports.map((name) => [name, given(name)]) }];
    }),
  );
  /** A chunk as those of other files see it: what it exports, from the file that it is in. */
  const elsewhere = (chunk) => {
    const { file, names } = chunks.get(chunk);
    return reexport(
      names.map(([name, given]) => [given, name]),
      `./${file}.js`,
    );
  };
  const contents = new Map();
  for (const [chunk, { ownName, isEntry }] of chunks) if (isEntry) contents.set(ownName, elsewhere(chunk));
  for (const { file } of chunks.values()) contents.set(file, '');
  for (const [chunk, { file, names }] of chunks) {
    contents.set(file, `${contents.get(file)}${reexport(names, `./${chunk}`)}\n`);
  }
  return build({
    ...output,
    entryPoints: Object.fromEntries([...contents.keys()].map((file) => [file, `file:${file}`])),
    bundle: true,
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
          own.onLoad({ filter: /.*/, namespace: 'joined' }, ({ path }) => ({ contents: contents.get(path) }));
          own.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({ contents: texts.get(path) }));
          own.onLoad({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => ({ contents: elsewhere(path) }));
        },
      },
    ],
  });
}

/** Exports from a file, each by its name there and its new one. */
function reexport(names, path) {
  return `export{${names.map(([name, given]) => `${name} as ${given}`).join()}}from${JSON.stringify(path)}`;
}
