import { PassThrough } from 'node:stream';
import type { Process } from '../cli/process.ts';
import { main } from '../cli.ts';
import { NOW } from './context.ts';
import type { Outcome } from './run-program.ts';

/** Runs the program inside the test's own process: by itself it neither reads nor writes anything outside. */
export async function runInProcess(
  args: readonly string[],
  { stdin, ...overrides }: Partial<Omit<Process, 'stdin'>> & { readonly stdin?: string | Uint8Array } = {},
): Promise<Outcome> {
  const [input, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end(stdin);
  const exitCode = await main({
    argv: args,
    env: {},
    cwd: '/',
    stdin: input as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    now: () => NOW,
    signal: new AbortController().signal,
    ...overrides,
  });
  const textOf = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString() ?? '';
  return { exitCode, signal: null, stdout: textOf(stdout), stderr: textOf(stderr) };
}
