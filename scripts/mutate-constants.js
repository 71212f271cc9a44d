import { spawnSync } from 'node:child_process';
import { changed, constantsOf, root } from './mutate/constants.js';
import { filesOf, namedParts, reasonFor, testBeside } from './mutate/parts.js';
import { printTable } from './tables.js';

/**
 * Makes each number in the folders that compute larger by 1, each alone, and says which of these changes no unit test
 * of the folder notices: `npm run mutate:constants`, or with the names of parts, or with paths of files. Ends with 1
 * where one is noticed by none and not explained in `mutate/survivors.json`.
 */

const names = process.argv.slice(2);
const files = names.filter((name) => name.endsWith('.ts'));
const trials = files.length > 0 ? files : namedParts(names).flatMap(filesOf);

const rows = [['file', 'numbers', 'noticed', 'explained', 'open']];
const open = [];
for (const file of trials) {
  const constants = constantsOf(file);
  const unnoticed = constants.filter((constant) => !isNoticed(constant));
  const unexplained = unnoticed.filter(
    ({ line, value }) => !reasonFor({ file, line, change: changeOf(value) }),
  );
  const explained = unnoticed.length - unexplained.length;
  rows.push([file, constants.length, constants.length - unnoticed.length, explained, unexplained.length]);
  open.push(...unexplained);
  for (const { number, line, value } of unexplained) {
    console.log(`${file}:${number} ${changeOf(value)} is noticed by no test: ${line}`);
  }
}
printTable(rows);
process.exitCode = open.length > 0 ? 1 : 0;

/** The test beside the file is asked first, as it answers soonest. */
function isNoticed({ file, start }) {
  const part = file.split('/').slice(1, -1);
  const folder = part[0] === 'monitoring' ? part.slice(0, 2).join('/') : part[0];
  const env = { ...process.env, MUTATE: folder, MUTATE_CONSTANT: `${file}:${start}` };
  const beside = testBeside(file);
  return (beside !== undefined && fails([beside], env)) || fails([], env);
}

function fails(tests, env) {
  const argv = ['node_modules/vitest/vitest.mjs', 'run', '-c', 'scripts/mutate/vitest.config.ts', ...tests];
  const { status } = spawnSync(process.execPath, argv, { cwd: root, env, stdio: 'ignore', timeout: 600_000 });
  return status !== 0;
}

function changeOf(value) {
  return `${value} → ${changed(value)}`;
}
