import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { createProgram } from './cli/program.ts';
import { InterruptedError } from './errors.ts';
import { fuzz } from './testing/fuzz.ts';
import { createFuzzedProgram, verdictOf } from './testing/fuzzed-program.ts';
import { listRuns } from './workspace/runs.ts';

const program = await createFuzzedProgram([
  ['fetch', '--source', 'bundled'],
  ['train', '--offline', '--quiet', '--optimizer', 'preconditioned'],
  ['predict', '--coin', 'bitcoin', '--offline', '--quiet'],
]);
const { sandbox } = program;
afterAll(() => program[Symbol.asyncDispose]());

const { runs } = await listRuns({ root: sandbox.workspace });
const ids = runs.map(({ id }) => id);

/** Work that lasts longer is interrupted, as a user would. */
const PATIENCE_MS = 150;

const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('bitcoin', 'ethereum', 'usd', 'max', 'auto', 'none', 'json', ...ids),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom('0', '1', '5', '40', '0.5', '-1', '1e999', '1e-9', '6h', 'NaN', '007'),
  },
  fc.constantFrom('', '-', '--', '-x', '../x', 'nowhere.csv', '__proto__', '\u001b[31m', 'a'.repeat(2000)),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

interface Flag {
  readonly name: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** Every command with its flags, as the program itself knows them. */
const everything = createProgram({ stdout: process.stdout }, async () => {});
const flagsOf = (command: typeof everything): readonly Flag[] =>
  command.options.map(({ long, required, argChoices = [] }) => ({
    name: long ?? '',
    takesValue: required,
    choices: argChoices,
  }));
const commands = everything.commands.flatMap((command) => [
  { words: [command.name()], flags: flagsOf(command) },
  ...command.commands.map((sub) => ({ words: [command.name(), sub.name()], flags: flagsOf(sub) })),
]);
/** What would lead out of the sandbox, or wait for the world. */
const kept = ['--workspace', '--host', '--port'];

function flagged({ name, takesValue, choices }: Flag): fc.Arbitrary<readonly string[]> {
  if (!takesValue) return fc.constant([name]);
  const value =
    choices.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...choices) }, word) : word;
  return value.map((text) => [name, text]);
}

const commandLine = fc
  .constantFrom(...commands)
  .chain(({ words, flags }) => {
    const own = [...flags, ...flagsOf(everything)].filter(({ name }) => !kept.includes(name));
    return fc.record({
      words: fc.oneof(
        { weight: 9, arbitrary: fc.constant(words) },
        fc.array(word, { minLength: 1, maxLength: 2 }),
      ),
      operands: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(word, { maxLength: 3 })),
      flags: fc.array(
        fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...own).chain(flagged) }, fc.tuple(word)),
        {
          maxLength: 4,
        },
      ),
      where: fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, fc.constantFrom(['--workspace', 'nowhere'])),
      end: fc.constantFrom([], ['--format', 'json'], ['--offline']),
    });
  })
  .map(({ words, operands, flags, where, end }) => [
    ...words,
    ...operands,
    ...flags.flat(),
    ...where,
    ...end,
    ...(words[0] === 'serve' ? ['--port', '0'] : []),
  ]);

const inputs = fc.record({ args: commandLine, stdin: fc.constantFrom('', '{}', '[{"price": 1}]') });

fuzz('command lines', inputs, async ({ args, stdin }) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new InterruptedError('SIGTERM')), PATIENCE_MS);
  const outcome = await program.attempt(args, { stdin, signal: controller.signal });
  clearTimeout(timer);
  expect(outcome.signal).toBeNull();
  if (outcome.hasChangedFiles) await program.restore();
  return verdictOf(outcome);
});
