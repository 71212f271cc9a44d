import { type Command, CommanderError } from 'commander';
import { type GivenFlags, givenFlags } from '../commands/given-flags.ts';
import { commandHint } from '../commands/hints.ts';
import { commandsIn, explainUsage } from '../commands/usage.ts';
import { ExitCode, ExpectedError, InterruptedError, systemCode } from '../errors.ts';
import { onOneLine, printable, printableJson } from '../text/printable.ts';
import type { Process } from './process.ts';
import type { GlobalFlags } from './program.ts';

/** Shows an error, as text or as JSON, and returns the exit code that goes with it. */
export function showError(error: unknown, program: Command, io: Process): number {
  const { stderr, signal } = io;
  const reason = signal.aborted && !(error instanceof InterruptedError) ? signal.reason : error;
  if (reason instanceof CommanderError && reason.exitCode === 0) return ExitCode.done;
  const { format, verbose } = program.opts<GlobalFlags>();
  const shown = reason instanceof CommanderError ? explainUsage(reason, program, io.argv) : reason;
  const { code, message, hint, exitCode } = explain(shown, {
    verbose: verbose ?? false,
    given: givenFlags(commandsIn(program, io.argv)),
  });
  if (format === 'json') {
    stderr.write(`${printableJson({ error: { code, message, hint } })}\n`);
  } else {
    stderr.write(`error: ${onOneLine(message)}; ${onOneLine(hint)}\n`);
  }
  if (verbose && reason instanceof Error) stderr.write(`${printable(reason.stack ?? '')}\n`);
  return exitCode;
}

function explain(
  error: unknown,
  { verbose, given }: { readonly verbose: boolean; readonly given: GivenFlags },
): Pick<ExpectedError, 'code' | 'message' | 'hint' | 'exitCode'> {
  if (error instanceof ExpectedError) {
    const { code, message, exitCode } = error;
    return { code, message, exitCode, hint: commandHint(error, given) ?? error.hint };
  }
  const isOutOfFiles = ['EMFILE', 'ENFILE'].includes(systemCode(error) ?? '');
  if (isOutOfFiles) {
    return {
      code: 'too_many_open_files',
      message: 'too many files are open',
      hint: 'raise the limit (ulimit -n)',
      exitCode: ExitCode.fault,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'fault',
    message: `a fault of the program: ${message.split('\n')[0]}`,
    hint: verbose
      ? 'please report it with the lines below'
      : 'run it again with --verbose and report what it prints',
    exitCode: ExitCode.fault,
  };
}
