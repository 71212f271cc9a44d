import { canShowSession, openSession } from './cli/open-session.ts';
import type { Process } from './cli/process.ts';
import { ExitCode, InterruptedError } from './errors.ts';

/** The same signal twice within this time is one: npx hands on what the terminal has sent already. */
const ONE_SIGNAL_MS = 1000;

/** The outermost edge: the process's streams, signals and exit code. */
const controller = new AbortController();
let interruptedAt = Number.POSITIVE_INFINITY;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  const interrupt = () => {
    const isImpatient = performance.now() - interruptedAt > ONE_SIGNAL_MS;
    interruptedAt = Math.min(interruptedAt, performance.now());
    controller.abort(new InterruptedError(signal));
    if (!isImpatient) return;
    // Some waits cannot be ended, such as that for the first writer of a named pipe.
    process.off(signal, interrupt);
    process.kill(process.pid, signal);
  };
  process.on(signal, interrupt);
}
// A reader that went away early, such as head, is not an error; the work goes on without anyone to tell of it.
process.stderr.on('error', () => {});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.done);
  const what = `error: the result cannot be written (${error.code}); check where it goes\n`;
  // On Windows a pipe, on others a terminal, takes what is written only later.
  process.stderr.write(what, () => process.exit(ExitCode.fault));
});

const io: Process = {
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
};
process.exitCode = io.argv.length === 0 && canShowSession(io) ? await runSession() : await runCommand();

/** A session without flags draws its first frame before any command is loaded. */
async function runSession(): Promise<number> {
  try {
    return await openSession(io);
  } catch (error) {
    const { showSessionError } = await import('./cli.ts');
    return showSessionError(error, io);
  }
}

async function runCommand(): Promise<number> {
  const { main } = await import('./cli.ts');
  return main(io);
}
