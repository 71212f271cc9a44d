import { PassThrough } from 'node:stream';
import { main } from '../cli.ts';
import { NOW } from './context.ts';
import type { Outcome } from './run-program.ts';

/** Runs the program inside the test's own process: for what neither reads nor writes anything outside. */
export async function runInProcess(args: readonly string[]): Promise<Outcome> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await main({
    argv: args,
    env: {},
    cwd: '/',
    stdin: process.stdin,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    now: () => NOW,
    signal: new AbortController().signal,
  });
  const textOf = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString() ?? '';
  return { exitCode, signal: null, stdout: textOf(stdout), stderr: textOf(stderr) };
}
