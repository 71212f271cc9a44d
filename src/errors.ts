/** The exit codes that scripts rely on. */
export const ExitCode = {
  done: 0,
  fault: 1,
  usage: 2,
  input: 3,
  source: 4,
  missing: 5,
  alarm: 6,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface Explanation {
  /** What happened, for programs: `unknown_coin`. */
  readonly code: string;
  /** What happened, for people, without a full stop. */
  readonly message: string;
  /** What to do about it, in words that fit a command, a screen and a server: none of their flags or keys. */
  readonly hint: string;
  /** What a command or a screen needs to word a hint of its own. */
  readonly facts?: Facts;
  readonly cause?: unknown;
}

export type Facts = Readonly<Record<string, string | number | undefined>>;

/** An error that was foreseen: it says what happened and what to do. Anything else is a fault of the program. */
export abstract class ExpectedError extends Error {
  abstract readonly exitCode: ExitCode;
  readonly code: string;
  readonly hint: string;
  readonly facts: Facts;

  constructor({ code, message, hint, facts = {}, cause }: Explanation) {
    super(message, { cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
    this.facts = facts;
  }
}

/** A flag or argument that cannot be used. */
export class UsageError extends ExpectedError {
  readonly exitCode = ExitCode.usage;
}

/** A file or value that cannot be used. */
export class InputError extends ExpectedError {
  readonly exitCode = ExitCode.input;
}

/** The data source refused, failed or answered something else. */
export class SourceError extends ExpectedError {
  readonly exitCode = ExitCode.source;
}

/** Something must exist first, and does not. */
export class MissingError extends ExpectedError {
  readonly exitCode = ExitCode.missing;
}

/** A server that cannot be started. */
export class ServerError extends ExpectedError {
  readonly exitCode = ExitCode.fault;
}

/** What `monitor --fail-on` was asked to fail on has come. */
export class AlarmError extends ExpectedError {
  readonly exitCode = ExitCode.alarm;
}

/** The reason of an abort by signal; of several coins, with those that were done before it came. */
export class InterruptedError extends ExpectedError {
  readonly exitCode: ExitCode;
  readonly #signal: InterruptingSignal;

  constructor(signal: InterruptingSignal, done: readonly string[] = []) {
    super({ code: 'interrupted', message: 'interrupted', hint: unchangedBut(done) });
    this.#signal = signal;
    this.exitCode = signal === 'SIGINT' ? ExitCode.interrupted : ExitCode.terminated;
  }

  /** The same, where some coins of several were done. */
  after(done: readonly string[]): InterruptedError {
    return new InterruptedError(this.#signal, done);
  }
}

type InterruptingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

const MOST_NAMED = 10;

function unchangedBut(done: readonly string[]): string {
  if (done.length === 0) return 'nothing was changed';
  const more = done.length > MOST_NAMED ? ` and ${done.length - MOST_NAMED} more` : '';
  return `done before: ${done.slice(0, MOST_NAMED).join(', ')}${more}; nothing else was changed`;
}

/** What an interruption of the work for several coins is told as; any other error as it is. */
export function interruptedAfter(done: readonly string[], error: unknown, signal: AbortSignal): unknown {
  return signal.reason instanceof InterruptedError ? signal.reason.after(done) : error;
}

/** Whether an error carries a code, as those of the system and of libraries do. */
export function hasCode(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** The code of a system error such as ENOENT, or undefined. */
export function systemCode(error: unknown): string | undefined {
  return hasCode(error) ? error.code : undefined;
}
