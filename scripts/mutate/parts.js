import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './constants.js';

/** The folders whose formulas are tried, each by the unit tests that stand in it. */
const parts = ['learning', 'evaluation', 'features', 'monitoring/statistics'];

/** Those that were named, or all. */
export function namedParts(names) {
  const unknown = names.filter((name) => !parts.includes(name));
  if (unknown.length > 0)
    throw new Error(`there is no part ${unknown.join(', ')}; there are ${parts.join(', ')}`);
  return names.length > 0 ? names : parts;
}

/** The files of a part, apart from its tests. */
export function filesOf(part) {
  return readdirSync(join(root, 'src', part), { recursive: true })
    .map((file) => `src/${part}/${file}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .toSorted();
}

/**
 * Changes that no test can notice, and why: each by its file, its line as it stands, and what it becomes. A line that
 * was edited is to be explained anew.
 */
const survivors = JSON.parse(readFileSync(join(import.meta.dirname, 'survivors.json'), 'utf8'));

/** Why a change may survive, or undefined. */
export function reasonFor({ file, line, change }) {
  return survivors.find((each) => each.file === file && each.line === line && each.change === change)?.reason;
}

/** The unit test beside a file, where there is one. */
export function testBeside(file) {
  const test = file.replace(/\.ts$/, '.test.ts');
  return existsSync(join(root, test)) ? test : undefined;
}
