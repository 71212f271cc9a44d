import { readFileSync } from 'node:fs';
import Table from 'cli-table3';
import { startVitest } from 'vitest/node';

/**
 * `npm run faults [-- --markdown]`: tries every fault of `src/testing/faults.json`, and prints what was tried and what
 * happened, which the title of each test says: `row 27: a/b → exit 2`. Ends with 1 where a row has no test, or one
 * that fails.
 */
const faults = JSON.parse(readFileSync('src/testing/faults.json', 'utf8'));
const kinds = [...new Set(faults.map(({ kind }) => kind))];
const HEAD = ['row', 'tried', 'tests', 'what happened'];

const tests = await tryAll();
const rows = faults.map(({ row, kind, tried }) => {
  const own = tests.filter((test) => test.row === row);
  return { kind, tests: own, cells: [row, tried, counts(own), outcomes(own)] };
});
console.log(process.argv.includes('--markdown') ? markdown() : text());
for (const { title, errors } of tests) {
  if (errors.length > 0) console.error(`${title}\n  ${errors.join('\n  ')}`);
}
const isHeld = (row) => row.tests.length > 0 && row.tests.every(({ state }) => state !== 'FAILED');
if (!rows.every(isHeld)) process.exitCode = 1;

/** Runs the tests that are named after a row, with the modules that are done on stderr. */
async function tryAll() {
  const vitest = await startVitest('test', [], {
    run: true,
    include: ['src/**/*.faults.test.ts', 'src/**/*.faults.test.tsx', 'src/**/*.faults.proof.test.ts'],
    exclude: [],
    testNamePattern: /row \d+b?: .* → /,
    reporters: [{ onTestModuleEnd: ({ relativeModuleId }) => console.error(relativeModuleId) }],
  });
  await vitest.close();
  const modules = vitest.state.getTestModules().toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
  return modules.flatMap(({ children }) => [...children.allTests()]).flatMap(describeTest);
}

function describeTest(test) {
  const [title, row, happened] = /^row (\w+): .* → (.*)$/.exec(test.name) ?? [];
  const { state, errors = [] } = test.result();
  // A test that cannot be tried here is a todo, whose title says why.
  const shown = state === 'passed' ? 'passed' : test.options.mode === 'todo' ? 'not tried' : 'FAILED';
  return row === undefined
    ? []
    : [{ title, row, happened, state: shown, errors: errors.map(({ message }) => message) }];
}

function counts(own) {
  const states = ['passed', 'FAILED', 'not tried'].map((state) => [
    own.filter((test) => test.state === state).length,
    state,
  ]);
  const shown = states.filter(([count]) => count > 0).map((each) => each.join(' '));
  return shown.join(', ') || 'NO TEST';
}

function outcomes(own) {
  return [...new Set(own.map(({ happened }) => happened))].join(' · ');
}

function cellsOf(kind) {
  return rows.filter((row) => row.kind === kind).map(({ cells }) => cells);
}

function text() {
  const table = new Table({
    head: HEAD,
    colWidths: [5, 38, 12, 66],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const kind of kinds) table.push([{ content: kind, colSpan: HEAD.length }], ...cellsOf(kind));
  return table.toString();
}

function markdown() {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const tableOf = (kind) => [HEAD, HEAD.map(() => '---'), ...cellsOf(kind)].map(line).join('\n');
  return kinds.map((kind) => `**${kind}**\n\n${tableOf(kind)}`).join('\n\n');
}
