import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { ExitCode } from '../errors.ts';
import { fuzz } from '../testing/fuzz.ts';
import { createFuzzedProgram, verdictOf } from '../testing/fuzzed-program.ts';
import { mutated } from '../testing/mutations.ts';
import { listRuns } from '../workspace/runs.ts';

const train = ['train', '--offline', '--quiet', '--epochs', '5', '--feature-set'];
const program = await createFuzzedProgram([
  [...train, 'classic'],
  [...train, 'returns'],
]);
afterAll(() => program[Symbol.asyncDispose]());
const { runs } = await listRuns({ root: program.sandbox.workspace });

const number = fc.oneof(
  { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  fc.constantFrom(0, -0, 1, 5e-324, 1e-9, 1e16, 1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE),
);
const calendar: Readonly<Record<string, fc.Arbitrary<number>>> = {
  day_of_week: fc.integer({ min: 0, max: 6 }),
  month: fc.integer({ min: 1, max: 12 }),
  year: fc.integer({ min: 1000, max: 9999 }),
  ...Object.fromEntries(
    ['tues', 'wednes', 'thurs', 'fri', 'satur', 'sun'].map((day) => [`${day}day`, fc.nat(1)]),
  ),
};

/** The values of one row, all of them possible, as far as the schema is concerned. */
function row(features: readonly string[]): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fc.record(Object.fromEntries(features.map((name) => [name, calendar[name] ?? number])));
}

/** A row in which something is another kind of value, under another name, or not there. */
function almostRow(features: readonly string[]) {
  const names = fc.oneof(
    fc.constantFrom(...features, '__proto__', 'constructor', 'toString', ''),
    fc.string(),
  );
  return fc
    .tuple(row(features), fc.dictionary(names, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 }), names)
    .map(([values, others, removed]) => {
      const { [removed]: _, ...kept } = { ...values, ...others };
      return kept;
    });
}

function bodyFor(features: readonly string[]): fc.Arbitrary<string | Uint8Array> {
  const rows = fc.oneof(row(features), almostRow(features));
  const document = fc.oneof(
    { weight: 4, arbitrary: row(features) },
    { weight: 3, arbitrary: fc.oneof(fc.array(row(features), { maxLength: 4 }), almostRow(features)) },
    { weight: 1, arbitrary: fc.oneof(fc.array(rows, { maxLength: 4 }), fc.jsonValue()) },
  );
  const text = document.map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 4, arbitrary: mutated(text) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}

const inputs = fc
  .constantFrom(...runs)
  .chain(({ id, model }) => fc.record({ id: fc.constant(id), body: bodyFor(model.features) }));

interface Forecast {
  readonly prediction: number;
  readonly probability: number;
  readonly intercept: number;
  readonly contributions: Readonly<Record<string, number>>;
}

fuzz('JSON bodies', inputs, async ({ id, body }) => {
  const args = ['predict', '--run', id, '--json', '-', '--explain', '--format', 'json'];
  const outcome = await program.attempt(args, { stdin: body });
  expect([ExitCode.done, ExitCode.input]).toContain(outcome.exitCode);
  if (outcome.exitCode !== ExitCode.done) return verdictOf(outcome);
  const answer: Forecast | readonly Forecast[] = JSON.parse(outcome.stdout);
  for (const { prediction, probability, intercept, contributions } of [answer].flat()) {
    expect(probability).toBeGreaterThanOrEqual(0);
    expect(probability).toBeLessThanOrEqual(1);
    expect(prediction).toBe(probability >= 0.5 ? 1 : 0);
    expect([intercept, ...Object.values(contributions)].every(Number.isFinite)).toBe(true);
  }
  return verdictOf(outcome);
});
