import { main } from './cli.ts';
import { ExitCode, InterruptedError } from './errors.ts';

/** The outermost edge: the process's streams, signals and exit code. */
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => controller.abort(new InterruptedError(signal)));
}
// A reader that went away early, such as head, is not an error; the work goes on without anyone to tell of it.
process.stderr.on('error', () => {});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.done);
  process.stderr.write(`error: the result cannot be written (${error.code}); check where it goes\n`);
  process.exit(ExitCode.fault);
});

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
