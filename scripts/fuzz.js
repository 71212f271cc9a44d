import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

/**
 * `npm run fuzz [-- --cases N --seed N] [TARGET…]`: the `*.fuzz.test.*` files whose path has a TARGET in it, all of them
 * where none is named, with so many cases in all. A failure shows the smallest case that fails; the same seed, number and
 * targets find it again.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
process.env.FUZZ_CASES = values.cases;
process.env.FUZZ_SEED = values.seed;
console.log(`seed ${values.seed}`);

const rows = [];
const tallies = {
  onTestCaseResult: (test) => {
    const { fuzz } = test.meta();
    if (fuzz) rows.push(fuzz);
    console.log(`${test.ok() ? 'held' : 'BROKEN'}: ${test.name}`);
  },
};
const vitest = await startVitest('test', ['.fuzz.test.'], {
  watch: false,
  maxWorkers: 2,
  reporters: [['default', { summary: false }], tallies],
  include:
    positionals.length > 0 ? positionals.map((name) => `src/**/*${name}*.fuzz.test.{ts,tsx}`) : undefined,
});
await vitest.close();

const columns = ['target', 'cases', 'accepted', 'refused', 'seconds'];
const total = { target: 'all', cases: 0, accepted: 0, refused: 0, seconds: 0 };
for (const row of rows) for (const name of columns.slice(1)) total[name] += row[name];
for (const row of [...rows, total]) row.seconds = row.seconds.toFixed(1);
const lines = [Object.fromEntries(columns.map((name) => [name, name])), ...rows, total];
for (const line of lines) {
  const [target, ...figures] = columns.map((name) => String(line[name]));
  console.log(target.padEnd(18) + figures.map((figure) => figure.padStart(10)).join(''));
}
