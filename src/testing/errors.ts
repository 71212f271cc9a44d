import { expect } from 'vitest';
import { type InProcess, runInProcess } from './in-process.ts';
import type { Outcome, Sandbox } from './run-program.ts';

/** Expects a refusal: the exit code, nothing on stdout, and one line on stderr that says what and what to do. */
export function expectRefusal(outcome: Outcome, exitCode: number, message: RegExp): void {
  expect(outcome.stderr).toMatch(/^error: [^\n]+; [^\n]+\n$/);
  expect(outcome.stderr).toMatch(message);
  expect(outcome.stdout).toBe('');
  expect(outcome.exitCode).toBe(exitCode);
}

export interface Refusal extends Omit<InProcess, 'workspace'> {
  readonly exitCode: number;
  readonly message: RegExp;
}

/** Runs a command in a workspace, and expects a refusal after which every file is as it was. */
export async function expectRefused(
  { workspace, snapshot }: Sandbox,
  args: readonly string[],
  { exitCode, message, ...process }: Refusal,
): Promise<void> {
  const before = await snapshot();
  expectRefusal(await runInProcess(args, { workspace, ...process }), exitCode, message);
  expect(await snapshot()).toEqual(before);
}
