import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { ExitCode } from '../errors.ts';
import type { Verdict } from './fuzz.ts';
import { runInProcess } from './in-process.ts';
import { createSandbox, environment, type Outcome, type Sandbox } from './run-program.ts';

/** The whole program, run in this process again and again over a workspace that is always the same at the start. */
export interface FuzzedProgram extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /**
   * Runs it, and expects what holds of every run: an exit code that docs/operate.md lists and that is no fault of the
   * program, one result or one error, and no file changed by what was refused.
   */
  readonly attempt: (args: readonly string[], settings?: Attempt) => Promise<Attempted>;
  /** Makes the workspace what it was before the first attempt. */
  readonly restore: () => Promise<void>;
}

export interface Attempted extends Outcome {
  readonly hasChangedFiles: boolean;
}

export interface Attempt {
  readonly stdin?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** @param prepare the commands that make the workspace which every attempt begins with */
export async function createFuzzedProgram(
  prepare: readonly (readonly string[])[] = [],
): Promise<FuzzedProgram> {
  const [original, sandbox] = [await createSandbox(), await createSandbox()];
  vi.stubEnv('XDG_CONFIG_HOME', join(sandbox.home, '.config'));
  vi.stubEnv('HOME', sandbox.home);
  const run = (args: readonly string[], settings: Attempt, { workspace, home } = sandbox) =>
    runInProcess(args, { workspace, env: environment(home), ...settings });
  for (const args of prepare) {
    expect(await run(args, {}, original)).toMatchObject({ exitCode: ExitCode.done });
  }
  const restore = async () => {
    for (const folder of [sandbox.workspace, sandbox.home]) await empty(folder);
    await cp(original.workspace, sandbox.workspace, { recursive: true });
  };
  await restore();
  return {
    sandbox,
    restore,
    attempt: async (args, settings = {}) => {
      const before = await sandbox.snapshot();
      const outcome = await run(args, settings);
      expectSound(outcome, args);
      const after = await sandbox.snapshot();
      const isInterrupted = settings.signal?.aborted === true;
      if (outcome.exitCode !== ExitCode.done && !isInterrupted) expect(after).toEqual(before);
      return { ...outcome, hasChangedFiles: JSON.stringify(after) !== JSON.stringify(before) };
    },
    [Symbol.asyncDispose]: async () => {
      vi.unstubAllEnvs();
      await original[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

/** Whether a run did what it was asked. */
export function verdictOf({ exitCode }: Outcome): Verdict {
  return exitCode === ExitCode.done ? 'accepted' : 'refused';
}

/** What may be undefined; anything else that is null was no number, which JSON has no word for. */
const undefinable =
  /^(balanced_accuracy|precision|recall|f1|roc_auc|log_loss|log_loss_skill|p_value|p_value_every_constant|statistic|t|days_to_detect|calibration_fit|high_accuracy|break_even_fee_bps|backtest|sharpe_difference|sharpe|deviation|correlation|evaluation|target_price_up|largest_conflict|drifted)$/;

/** Expects a number wherever a result has one. */
export function expectNumbers(result: unknown, name = ''): void {
  if (result === null) expect(name).toMatch(undefinable);
  else if (typeof result === 'object') {
    for (const [key, value] of Object.entries(result))
      expectNumbers(value, Array.isArray(result) ? name : key);
  }
}

const codes: readonly (number | null)[] = Object.values(ExitCode).filter((code) => code !== ExitCode.fault);
/** What ends with these has shown its result all the same, or needs none. */
const hasResult: readonly (number | null)[] = [ExitCode.done, ExitCode.alarm];
const wasStopped: readonly (number | null)[] = [ExitCode.interrupted, ExitCode.terminated];

function expectSound({ exitCode, stdout, stderr }: Outcome, args: readonly string[]): void {
  expect(codes, stderr).toContain(exitCode);
  expect(stdout + stderr).not.toMatch(controlCharacter);
  const isJson = isAskedForJson(args);
  if (hasResult.includes(exitCode)) {
    if (isJson && !isHelp(args)) JSON.parse(stdout);
    return;
  }
  // What was stopped after its work was done has its result, and nothing to say; told to be quiet, it has neither.
  const isSilent = args.includes('--quiet') && stderr === '';
  if (wasStopped.includes(exitCode) && (stdout !== '' || isSilent)) return;
  if (tellsOfSeveral(stdout)) {
    if (isJson) JSON.parse(stdout);
    return;
  }
  expect(stdout).toBe('');
  // Notices may come before it, and a stack trace after.
  expect(stderr.split('\n').filter(isError), stderr).toHaveLength(1);
}

/** Of several coins each is told of in its place, and what failed for one, too. */
function tellsOfSeveral(stdout: string): boolean {
  return /^(?:\S+: )?error: \S.*; \S|^ *"error": \{$/m.test(stdout);
}

function isError(line: string): boolean {
  return (
    /^error: \S.*; \S/.test(line) || (line.startsWith('{"error":{"code":"') && Boolean(JSON.parse(line)))
  );
}

const controlCharacter = /[^\P{Cc}\n\t]/u;

function isAskedForJson(args: readonly string[]): boolean {
  const place = args.lastIndexOf('--format');
  return place >= 0 && args[place + 1] === 'json';
}

function isHelp(args: readonly string[]): boolean {
  return (
    args.includes('--help') || args.includes('--version') || args[0] === 'complete' || args[0] === 'help'
  );
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
