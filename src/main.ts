import { main } from './cli.ts';
import { ExitCode, InterruptedError } from './errors.ts';

/** The outermost edge: the process's streams, signals and exit code. */
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => controller.abort(new InterruptedError(signal)));
}
for (const stream of [process.stdout, process.stderr]) {
  // A reader that went away early, such as head, is not an error.
  stream.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? ExitCode.done : ExitCode.fault),
  );
}

process.exitCode = await main({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  // Opening stdin takes time that only its readers need.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
  signal: controller.signal,
});
