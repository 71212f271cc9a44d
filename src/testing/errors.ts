import { expect } from 'vitest';
import type { Outcome } from './run-program.ts';

/** Expects a refusal: the exit code, nothing on stdout, and one line on stderr that says what and what to do. */
export function expectRefusal(outcome: Outcome, exitCode: number, message: RegExp): void {
  expect(outcome.stderr).toMatch(/^error: [^\n]+; [^\n]+\n$/);
  expect(outcome.stderr).toMatch(message);
  expect(outcome.stdout).toBe('');
  expect(outcome.exitCode).toBe(exitCode);
}
