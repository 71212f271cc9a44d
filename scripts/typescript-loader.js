import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transform } from 'esbuild';
import { inkTableInTests } from './terminal-packages.js';

/**
 * Lets Node import TypeScript as it is: `node --import ./scripts/typescript-loader.js`. The tests run on it, as Vite's
 * own modules reach each other's functions by getters, which makes a loop over numbers five times as slow.
 */
if (isMainThread) register(import.meta.url);

/** What Node asks of a module, on the thread of the loader. */
export async function load(url, context, nextLoad) {
  const source = url.startsWith('file:') ? await sourceOf(fileURLToPath(url)) : undefined;
  return source === undefined ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true };
}

async function sourceOf(path) {
  if (/\.tsx?$/.test(path)) {
    const { code } = await transform(await readFile(path, 'utf8'), {
      loader: path.endsWith('x') ? 'tsx' : 'ts',
      target: 'node20.19',
      jsx: 'automatic',
      sourcefile: path,
      sourcemap: 'inline',
      sourcesContent: false,
    });
    return code;
  }
  return inkTableInTests.test(path) ? inkTableInTests.transform(await readFile(path, 'utf8')) : undefined;
}
