import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** The folders whose formulas are tried, each by the unit tests that stand in it. */
const parts = ['learning', 'evaluation', 'features', 'monitoring/statistics'];

/** What was asked for: each part with the files of it that are changed. Names are those of parts, or paths of files. */
export function namedParts(names) {
  const unknown = names.filter((name) => !parts.includes(name) && partOf(name) === undefined);
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')} in ${parts.join(', ')}`);
  return parts
    .map((part) => ({
      part,
      files: sourcesOf(part).filter(
        (file) => names.length === 0 || names.includes(part) || names.includes(file),
      ),
    }))
    .filter(({ files }) => files.length > 0);
}

function partOf(file) {
  return parts.find((part) => sourcesOf(part).includes(file));
}

/** What a part computes; what a user types is parsed, and tested where it is refused. */
function sourcesOf(part) {
  return filesIn(part).filter((file) => !file.endsWith('.test.ts') && !file.endsWith('/feature-input.ts'));
}

/**
 * The unit tests of a part. What compares whole tables with references, simulates markets by the hundred, or starts the
 * program, is none.
 */
export function testsOf(part) {
  return filesIn(part).filter(
    (file) => file.endsWith('.test.ts') && !/(\.(fuzz|proof|reference)|\/leaks)\.test\.ts$/.test(file),
  );
}

function filesIn(part) {
  return readdirSync(join(root, 'src', part), { recursive: true })
    .map((file) => `src/${part}/${file}`)
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
}

/** Whether a test stands beside a file, or in its folder. */
export function isBeside(test, file) {
  return test === file.replace(/\.ts$/, '.test.ts') ? 2 : Number(dirname(test) === dirname(file));
}

/**
 * Changes that no test can notice, and why: each by its file, the text of its line, and what becomes of which text. A
 * line that was edited is to be explained anew.
 */
export const survivors = JSON.parse(readFileSync(join(import.meta.dirname, 'survivors.json'), 'utf8'));

/** Whether an explanation is that of a change. */
export function explains(explanation, { file, line, change }) {
  return explanation.file === file && explanation.line === line && explanation.change === change;
}
