import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync, transformSync } from 'esbuild';
import { root } from './parts.js';

/** A source of TypeScript as the body of a function of `require`, `exports`, `module` and `mark`. */
export function compiled(file, source) {
  return transformSync(source, {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(root, file)).href) },
  }).code;
}

/** The modules of the program that some files need, themselves among them: the code of each, and what it imports. */
export function modulesFor(files) {
  const modules = new Map();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (modules.has(file)) continue;
    const code = compiled(file, readFileSync(join(root, file), 'utf8'));
    const imports = [...code.matchAll(/require\("(\.[^"]*)"\)/g)].map(([, path]) => resolved(file, path));
    modules.set(file, { code, imports });
    waiting.push(...imports);
  }
  return modules;
}

/** What modules use of mathjs, in one script: all of it takes a second, and a thread that is lost loads it again. */
export function mathjsFor(modules) {
  const names = [...modules.values()].flatMap(({ code }) => code.match(/(?<=\bimport_mathjs\.)\w+/g) ?? []);
  const { outputFiles } = buildSync({
    stdin: { contents: `export { ${[...new Set(names)].join(', ')} } from 'mathjs'`, resolveDir: root },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    write: false,
  });
  return outputFiles[0].text;
}

/** Where an import of a file leads, from the root of the repository. */
export function resolved(file, path) {
  return relative(root, join(root, dirname(file), path));
}

/** What stands on a file, directly or not, and so is to be loaded anew where it changes. */
export function dependents(modules, file) {
  const found = new Set([file]);
  for (const each of found) {
    for (const [other, { imports }] of modules) if (imports.includes(each)) found.add(other);
  }
  return found;
}
