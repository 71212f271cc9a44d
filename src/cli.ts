import { once } from 'node:events';
import type { Command } from 'commander';
import { createApp } from './cli/create-app.ts';
import { applyDefaults, takesDefaults } from './cli/defaults.ts';
import { canShowSession, openSession } from './cli/open-session.ts';
import type { Process } from './cli/process.ts';
import { createProgram, type GlobalFlags } from './cli/program.ts';
import { showError } from './cli/show-error.ts';
import { spokenAs } from './cli/spoken.ts';
import type { App, LongResult, Result } from './commands/app.ts';
import { complete } from './commands/completion.ts';
import { givenFlags } from './commands/given-flags.ts';
import { commandsIn } from './commands/usage.ts';
import { ExitCode, InterruptedError } from './errors.ts';
import { printable, printableJson } from './text/printable.ts';

/** Shows what a session without flags could not be opened for, as any error is shown. */
export function showSessionError(error: unknown, io: Process): number {
  return showError(
    error,
    createProgram(io, async () => {}),
    io,
  );
}

/** Runs the program to its end and returns its exit code. Every error is shown here, once. */
export async function main(process: Process): Promise<number> {
  let notices: readonly string[] = [];
  let exitCode: number = ExitCode.done;
  const appOf = () =>
    createApp(program.opts<GlobalFlags>(), process, givenFlags(commandsIn(program, spoken.words)));
  let made: Promise<App> | undefined;
  const program = createProgram(process, async (work) => {
    made ??= appOf();
    const app = await made;
    for (const notice of notices) app.reporter.notice(notice);
    exitCode = await showResult(app, work, process);
  });
  program.hook('preAction', async (_, command) => {
    if (!takesDefaults(command)) return;
    made ??= appOf();
    applyDefaults(command, await (await made).defaults());
  });
  const spoken = spokenAs(program, process.argv);
  notices = spoken.notices;
  // What stdin is opened for stays with the process.
  const io: Process = Object.create(process, { argv: { value: spoken.words } });
  try {
    if (process.argv[0] === 'complete') {
      io.stdout.write(`${await complete(program, process.argv.slice(2), io)}\n`);
      return ExitCode.done;
    }
    if (asksForSession(program, io)) {
      return await openSession(io, program.opts<GlobalFlags>());
    }
    if (isWithoutCommand(program, io)) {
      io.stderr.write(program.helpInformation());
      return ExitCode.usage;
    }
    await program.parseAsync([...io.argv], { from: 'user' });
    // Interrupted too late to stop anything: what was asked for is done, and was said.
    return io.signal.reason instanceof InterruptedError ? io.signal.reason.exitCode : exitCode;
  } catch (error) {
    return showError(error, program, io);
  }
}

/** Does the work of a command, and prints what it came to; returns the exit code. */
async function showResult(
  app: App,
  work: (app: App) => Promise<Result | LongResult>,
  { stdout, stderr }: Process,
): Promise<number> {
  try {
    const result = await work(app);
    app.reporter.stop();
    if ('pieces' in result) return await writePieces(result, app, stdout);
    const { json, text, isData, errors = [], exitCode = ExitCode.done } = result;
    if (app.format === 'json') stdout.write(`${printableJson(json, 2)}\n`);
    else if (isData || !app.quiet) stdout.write(`${printable(text)}\n`);
    else for (const error of errors) stderr.write(`error: ${printable(error)}\n`);
    return exitCode;
  } finally {
    app.reporter.stop();
  }
}

/** Writes as fast as the reader reads. */
async function writePieces(
  { pieces }: LongResult,
  { reporter }: App,
  stdout: Process['stdout'],
): Promise<number> {
  for (;;) {
    const step = await pieces.next();
    reporter.stop();
    if (step.done) return step.value;
    if (!stdout.write(step.value)) await once(stdout, 'drain');
  }
}

/** Whether there is no command, only flags that a session takes, too, and a terminal that can show one. */
function asksForSession(program: Command, io: Process): boolean {
  return !io.argv.includes('--format') && canShowSession(io) && isWithoutCommand(program, io);
}

/** Whether there are flags that every command takes, at most. */
function isWithoutCommand(program: Command, { argv }: Process): boolean {
  if (argv.length === 0) return true;
  if (argv.some((argument) => ['--help', '--version'].includes(argument))) return false;
  const { operands, unknown } = program.parseOptions([...argv]);
  return operands.length === 0 && unknown.length === 0;
}
