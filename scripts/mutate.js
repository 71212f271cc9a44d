import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { root } from './mutate/constants.js';
import { namedParts, reasonFor } from './mutate/parts.js';
import { printTable } from './tables.js';

/**
 * Changes the code of the folders that compute, one place at a time, and says which changes no unit test of the folder
 * notices: `npm run mutate`, or with the names of parts, or with paths of files. What did not change since the last
 * time is not tried again. It takes long, so it is no part of the gate. Numbers are left to `mutate-constants.js`.
 *
 * It ends with 1 where under 95 % of the changes of a part are noticed, or one that is not is not explained in
 * `mutate/survivors.json`.
 */

const LEAST_NOTICED = 0.95;

const names = process.argv.slice(2);
const files = names.filter((name) => name.endsWith('.ts'));
const rows = [['part', 'changes', 'noticed', 'share', 'explained', 'open']];
for (const part of files.length > 0 ? [folderOf(files[0])] : namedParts(names)) {
  const mutants = (await tried(part)).filter(({ status }) => !['Ignored', 'CompileError'].includes(status));
  const survivors = mutants.filter(({ status }) => !['Killed', 'Timeout', 'RuntimeError'].includes(status));
  const unexplained = survivors.map(described).filter((change) => reasonFor(change) === undefined);
  for (const { file, number, line, change } of unexplained) {
    console.log(`${file}:${number} noticed by no test: ${change}   in   ${line}`);
  }
  const share = 1 - survivors.length / mutants.length;
  const explained = survivors.length - unexplained.length;
  const noticed = mutants.length - survivors.length;
  rows.push([part, mutants.length, noticed, `${(100 * share).toFixed(1)} %`, explained, unexplained.length]);
  if (share < LEAST_NOTICED || unexplained.length > 0) process.exitCode = 1;
}
printTable(rows);

/** Runs Stryker over a part, one thread, its unit tests alone. */
async function tried(part) {
  process.env.MUTATE = part;
  const stryker = new Stryker({
    mutate: files.length > 0 ? files : [`src/${part}/**/*.ts`, '!src/**/*.test.ts'],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'scripts/mutate/vitest.config.ts', related: false },
    ...(files.length > 0
      ? {}
      : { incremental: true, incrementalFile: `.mutation/${part.replace('/', '-')}.json` }),
    tempDirName: '.mutation/sandbox',
    ignorePatterns: ['/*', '!/src', '!/scripts', '!/package.json', '!/data'],
    // TypeScript 7 has not the interface that Stryker asks for, which it leaves alone where there is no such file.
    tsconfigFile: 'none.json',
    concurrency: 1,
    timeoutMS: 10_000,
    reporters: [],
    logLevel: 'error',
  });
  return stryker.runMutationTest();
}

/** A change by the text that it replaces; Stryker counts lines and columns from 1. */
function described({ fileName, location: { start, end }, replacement }) {
  const file = relative(root, fileName);
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const line = lines[start.line - 1];
  const original = line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined);
  const change = `${original.trim()} → ${replacement.replace(/\s+/g, ' ')}`;
  return { file, number: start.line, line: line.trim(), change };
}

function folderOf(file) {
  const [, folder, below] = file.split('/');
  return folder === 'monitoring' ? `${folder}/${below}` : folder;
}
