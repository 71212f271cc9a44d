import { parseArgs } from 'node:util';
import { codeChanges, constantChanges } from './mutate/changes.js';
import { millisecondsSince } from './mutate/clock.js';
import { explains, namedParts, survivors } from './mutate/parts.js';
import { Trials } from './mutate/trials.js';
import { printMarkdown, printTable } from './tables.js';

/**
 * Changes the code of the folders that compute, one place at a time, and says which changes no unit test of the folder
 * notices: `npm run mutate`, or with the names of parts, or with paths of files. `--constants` makes each number larger
 * and smaller by 1 instead (`npm run mutate:constants`). `--markdown` prints nothing but the table, as Markdown; what
 * no test notices goes to stderr.
 *
 * One thread loads the tests of a part, sees which of them enter which function and how long they take, and runs for
 * each change those that enter the changed function, the quickest first, until one fails. It is no part of the gate.
 *
 * It ends with 1 where under 95 % of the changes of a part are noticed, where one that is not is not explained in
 * `mutate/survivors.json`, or where an explanation there explains nothing.
 */

const LEAST_NOTICED = 0.95;

const { values: options, positionals: names } = parseArgs({
  options: { constants: { type: 'boolean' }, markdown: { type: 'boolean' } },
  allowPositionals: true,
});
const kinds = [codeChanges, constantChanges];
const [changesOf, othersOf] = options.constants ? kinds.toReversed() : kinds;
const say = options.markdown ? console.error : console.log;
const print = options.markdown ? printMarkdown : printTable;
const used = new Set();
const rows = [['part', 'changes', 'noticed', 'of these endless', 'share', 'explained', 'open', 'seconds']];

for (const { part, files } of namedParts(names)) {
  const from = process.cpuUsage();
  const trials = await Trials.of(part, files);
  for (const { file, title, milliseconds } of trials.slow) {
    say(`left out, as it takes ${(milliseconds / 1000).toFixed(1)} s: ${file} › ${title}`);
  }
  const counts = { invalid: 0, killed: 0, timeout: 0, survived: 0 };
  let explained = 0;
  for (const file of files) {
    for (const change of await changesOf(file)) {
      const { status, tests } = await trials.try(change);
      counts[status]++;
      const explanation = survivors.find((each) => explains(each, change));
      // What is only slower may be slow enough to be taken for endless.
      if (status === 'timeout' && explanation !== undefined) used.add(explanation);
      if (status !== 'survived') continue;
      if (explanation !== undefined) {
        explained++;
        used.add(explanation);
      } else {
        const by = tests.length === 0 ? 'reached by no test' : `noticed by none of ${tests.length} tests`;
        say(`${file}:${change.number} ${by}: ${change.change}   in   ${change.line}`);
      }
    }
  }
  await trials.end();
  for (const explanation of survivors.filter((each) => files.includes(each.file) && !used.has(each))) {
    const others = await othersOf(explanation.file);
    if (others.some((change) => explains(explanation, change))) continue;
    say(`${explanation.file} explained, and yet noticed or no more there: ${explanation.change}`);
    process.exitCode = 1;
  }
  const noticed = counts.killed + counts.timeout;
  const all = noticed + counts.survived;
  const share = noticed / all;
  const open = counts.survived - explained;
  const seconds = Math.round(millisecondsSince(from) / 1000);
  rows.push([part, all, noticed, counts.timeout, `${(100 * share).toFixed(1)} %`, explained, open, seconds]);
  if (share < LEAST_NOTICED || open > 0) process.exitCode = 1;
}
print(rows);
