import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { ExitCode, ExpectedError } from '../errors.ts';
import { readStoredChart } from '../market-data/chart-store.ts';
import { encodeDocument } from '../results/checksummed.ts';
import { fuzz } from '../testing/fuzz.ts';
import { createFuzzedProgram, verdictOf } from '../testing/fuzzed-program.ts';
import { mutated } from '../testing/mutations.ts';
import { changedAt, oddPlace } from '../testing/odd-json.ts';
import { findEvaluation } from '../training/find-evaluation.ts';
import { readCurrent } from './current-runs.ts';
import { readDecisions } from './decisions.ts';
import { readForecastLog } from './forecast-log.ts';
import { listRuns, readRun } from './runs.ts';
import { paths } from './workspace.ts';

const market = ['--coin', 'bitcoin', '--offline', '--quiet'];
const train = ['train', ...market, '--optimizer', 'preconditioned'];
const program = await createFuzzedProgram([
  ['fetch', '--source', 'bundled'],
  [...train, '--l2', '2'],
  train,
  ['evaluate', ...market, '--days', '200'],
  ['predict', ...market],
  ['retrain', ...market],
]);
const { sandbox } = program;
afterAll(() => program[Symbol.asyncDispose]());

const workspace = { root: sandbox.workspace };
const bitcoin = { coin: 'bitcoin', vsCurrency: 'usd' };
const evaluation = { ...bitcoin, featureSet: 'classic', source: 'bundled' } as const;
const { runs, current } = await listRuns(workspace);
const used = current.inUse.get('bitcoin_usd') ?? '';
const other = runs.find(({ id }) => id !== used)?.id ?? '';

/** A file that is read again, by whom, and by which commands. */
interface Kept {
  readonly path: string;
  readonly read: () => Promise<unknown>;
  /** Whether a line that is damaged is skipped; else the whole file is refused. */
  readonly isJsonLines: boolean;
  readonly commands: readonly (readonly string[])[];
}

const runCommands = [
  ['predict', ...market],
  ['runs', 'list'],
  ['runs', 'show', used],
  ['runs', 'compare', used, other],
  ['runs', 'use', used],
  ['runs', 'remove', used, '--yes'],
  ['runs', 'remove', other, '--yes'],
  ['monitor', ...market],
  ['retrain', ...market, '--dry-run'],
];
const run = () => readRun(workspace, used);
const kept: readonly Kept[] = [
  { path: `${paths.run(used)}/model.json`, read: run, isJsonLines: false, commands: runCommands },
  { path: `${paths.run(used)}/training_metrics.json`, read: run, isJsonLines: false, commands: runCommands },
  {
    path: paths.storedChart(bitcoin),
    read: () => readStoredChart(workspace, bitcoin),
    isJsonLines: false,
    commands: [
      ['fetch', ...market],
      ['features', ...market],
      train,
      ['predict', ...market],
      ['monitor', ...market],
    ],
  },
  {
    path: paths.current,
    read: () => readCurrent(workspace),
    isJsonLines: false,
    commands: [...runCommands, train],
  },
  {
    path: paths.forecasts(bitcoin),
    read: () => readForecastLog(workspace, bitcoin),
    isJsonLines: true,
    commands: [
      ['predict', ...market],
      ['monitor', ...market],
    ],
  },
  {
    path: paths.decisions,
    read: () => readDecisions(workspace),
    isJsonLines: true,
    commands: [
      ['runs', 'list'],
      ['retrain', ...market],
    ],
  },
  ...[paths.evaluation(evaluation), paths.evaluatedDays(evaluation)].map((path) => ({
    path,
    read: () => findEvaluation(evaluation, { workspace }),
    isJsonLines: false,
    commands: [
      ['runs', 'list'],
      ['runs', 'show', used],
      ['evaluate', ...market, '--days', '100'],
    ],
  })),
];
const originals = new Map(
  await Promise.all(kept.map(async ({ path }) => [path, await sandbox.read(path)] as const)),
);

/** A document that means something else, and has the checksum that goes with it. */
function resealed(text: string) {
  return oddPlace.map((place) => {
    const { schema_version, checksum: _, ...body } = JSON.parse(text);
    const changed = changedAt(body, place);
    return encodeDocument(schema_version, Object(changed), 2);
  });
}

/** A file of lines one of whose lines means something else. */
function relined(text: string) {
  const lines = text.trimEnd().split('\n');
  return fc
    .tuple(fc.nat(lines.length - 1), oddPlace)
    .map(([at, place]) =>
      lines
        .map((line, i) => `${i === at ? JSON.stringify(changedAt(JSON.parse(line), place)) : line}\n`)
        .join(''),
    );
}

const inputs = fc.constantFrom(...kept).chain((file) => {
  const { path, isJsonLines, commands } = file;
  const text = originals.get(path) ?? '';
  return fc.record({
    file: fc.constant(file),
    command: fc.constantFrom(...commands),
    format: fc.constantFrom('text', 'json'),
    // What a checksum finds, and what only a schema can.
    damaged: fc.oneof(
      mutated(fc.constant(text)).map((bytes) => ({ bytes, isSealed: false })),
      (isJsonLines ? relined(text) : resealed(text)).map((bytes) => ({ bytes, isSealed: true })),
    ),
  });
});

fuzz('workspace files', inputs, async ({ file, command, format, damaged: { bytes, isSealed } }) => {
  const { path, read, isJsonLines } = file;
  const original = originals.get(path) ?? '';
  await sandbox.write(path, bytes);
  const refusal = await read().then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal !== undefined) expect(refusal).toBeInstanceOf(ExpectedError);
  if (!isSealed && !isJsonLines && !Buffer.from(original).equals(Buffer.from(bytes))) {
    expect(refusal).toMatchObject({ exitCode: ExitCode.input, message: expect.stringContaining(path) });
  }
  const outcome = await program.attempt([...command, '--format', format]);
  expect([ExitCode.done, ExitCode.input, ExitCode.source, ExitCode.missing]).toContain(outcome.exitCode);
  const shown = outcome.stdout.split('\n').filter((line) => !line.includes(' is damaged: '));
  expect(shown.join('\n')).not.toMatch(/\bNaN\b|\bundefined\b|\[object |Infinity/);
  if (outcome.hasChangedFiles) await program.restore();
  else await sandbox.write(path, original);
  return refusal === undefined ? verdictOf(outcome) : 'refused';
});
