import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { dateOf } from '../../../dates.ts';
import { ExitCode } from '../../../errors.ts';
import { fuzz } from '../../../testing/fuzz.ts';
import { createFuzzedProgram, expectNumbers, verdictOf } from '../../../testing/fuzzed-program.ts';
import { mutated } from '../../../testing/mutations.ts';
import { readStoredChart } from '../../chart-store.ts';

const market = { coin: 'dash', vsCurrency: 'usd' };
const program = await createFuzzedProgram();
afterAll(() => program[Symbol.asyncDispose]());

const figure = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map(String);
const cells = fc.tuple(figure(1e-9, 1e9), figure(1, 1e13), figure(1, 1e13));
const oddCell = fc.oneof(
  fc.constantFrom('', 'NaN', 'null', '-inf', '0', '-1', '5e-324', '1e-49', '1e49', '1e300', '1.8e308'),
  fc.double().map(String),
  fc.string({ maxLength: 6 }),
);

/** Days one after another; in some tables a cell is odd, days are missing, twice there, or in another order. */
const table = fc
  .record({
    header: fc.constantFrom('snapped_at', 'date'),
    rows: fc.array(cells, { minLength: 1, maxLength: 120, size: 'max' }),
    odd: fc.array(fc.tuple(fc.nat(119), fc.nat(2), oddCell), { maxLength: 2 }),
    first: fc.integer({ min: -30_000, max: 20_000 }),
    skipped: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -3, max: 40 })),
    time: fc.constantFrom('', ' 00:00:00 UTC', 'T00:07:39Z'),
  })
  .map(({ header, rows, odd, first, skipped, time }) => {
    const lines = rows.map((figures, i) => {
      const day = first + i + (i > rows.length / 2 ? skipped : 0);
      const oddHere = odd.filter(([row]) => row === i);
      return [
        `${dateOf(day)}${time}`,
        ...figures.map((own, j) => oddHere.find(([, column]) => column === j)?.[2] ?? own),
      ].join(',');
    });
    return [`${header},price,market_cap,total_volume`, ...lines, ''].join('\n');
  });

const inputs = fc.record({
  command: fc.constantFrom('fetch', 'features', 'train'),
  csv: fc.oneof(
    { weight: 10, arbitrary: mutated(table) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  ),
});

fuzz('CSV bytes', inputs, async ({ command, csv }) => {
  const { sandbox, attempt, restore } = program;
  await restore();
  const file = await sandbox.write('prices.csv', csv);
  const days = command === 'fetch' ? [] : ['--days', 'max'];
  const fast = command === 'train' ? ['--epochs', '5'] : [];
  const args = [command, '--coin', market.coin, '--from', file, ...days, ...fast, '--format', 'json'];
  const outcome = await attempt(args);
  expect([ExitCode.done, ExitCode.input]).toContain(outcome.exitCode);
  if (outcome.exitCode === ExitCode.done) expectNumbers(JSON.parse(outcome.stdout));
  if (outcome.exitCode === ExitCode.done && command === 'fetch') {
    const stored = await readStoredChart({ root: sandbox.workspace }, market);
    const dates = stored?.observations.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].toSorted());
  }
  return verdictOf(outcome);
});
