import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { printMarkdown } from './tables.js';

/**
 * `npm run fuzz [-- --cases N --seed N --markdown] [PATH…]`: tries the program with 100,000 cases that nobody thought
 * of, and prints what came of them. A path, or a part of it, chooses among the `*.fuzz.*` files. A failure shows the
 * smallest case that was found; with the same seed, number and files it is found again.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    markdown: { type: 'boolean', default: false },
  },
});
process.env.FUZZ_CASES = values.cases;
process.env.FUZZ_SEED = values.seed;
console.log(`seed ${values.seed}`);

const rows = [];
const settings = {
  include: ['src/**/*.fuzz.test.ts', 'src/**/*.fuzz.proof.test.ts'],
  exclude: [],
  watch: false,
  maxWorkers: 2,
  reporters: [
    ['default', { summary: false }],
    { onTestCaseResult: (test) => rows.push(test.meta().fuzz ?? []) },
  ],
};
// What is printed is the table alone: how the tests go is said on stderr.
const vitest = await startVitest('test', positionals, settings, {}, { stdout: process.stderr });
await vitest.close();

const columns = ['target', 'cases', 'accepted', 'refused', 'seconds'];
const figures = rows.flat().map((row) => ({ ...row, seconds: Math.round(row.seconds) }));
const sum = (name) => figures.reduce((total, row) => total + row[name], 0);
const [, ...counted] = columns;
const table = [
  columns,
  ...figures.map((row) => columns.map((name) => row[name])),
  ['all', ...counted.map(sum)],
];
if (values.markdown) printMarkdown(table);
else
  for (const [name, ...cells] of table) {
    console.log(String(name).padEnd(18) + cells.map((cell) => String(cell).padStart(10)).join(''));
  }
