import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { main } from '../cli.ts';
import { NOW } from './context.ts';
import type { Outcome } from './run-program.ts';

export interface InProcess {
  /** The folder that it runs in. */
  readonly workspace?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly stdin?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** Runs the program inside the test's own process, out of reach of CoinGecko unless an address is given. */
export async function runInProcess(
  args: readonly string[],
  {
    workspace = '/',
    env = {},
    now = () => NOW,
    stdin,
    signal = new AbortController().signal,
  }: InProcess = {},
): Promise<Outcome> {
  const [input, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end(stdin);
  // Read while it runs: what is long is written as fast as it is read.
  const [said, shown] = [text(stdout), text(stderr)];
  const exitCode = await main({
    argv: args,
    env: { COINGECKO_BASE_URL: 'http://127.0.0.1:9', ...env },
    cwd: workspace,
    stdin: input as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    now,
    signal,
  });
  for (const stream of [stdout, stderr]) stream.end();
  return { exitCode, signal: null, stdout: await said, stderr: await shown };
}
