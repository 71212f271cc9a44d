import {
  ExitCode,
  ExpectedError,
  type Explanation,
  InputError,
  MissingError,
  SourceError,
  UsageError,
} from '../errors.ts';

/** What is asked of work on another thread: its next report, or that it ends. */
export type Order =
  | { readonly kind: 'next'; readonly isStepping: boolean }
  | { readonly kind: 'abort'; readonly reason: string };

/** What work on another thread answers to `next`: a report, or how it ended. */
export type Answer<Report, Result> = { readonly kind: 'report'; readonly report: Report } | Ending<Result>;

/** How work ended, as what can be copied: with its result, or with what went wrong. */
export type Ending<Result> = { readonly kind: 'result'; readonly result: Result } | Failure;

type Failure =
  | { readonly kind: 'refused'; readonly exitCode: ExitCode; readonly explanation: Explanation }
  | { readonly kind: 'failed'; readonly error: unknown };

/** The classes of foreseen errors, which are lost on the way, by what tells them apart. */
const classes: Partial<Record<ExitCode, new (explanation: Explanation) => ExpectedError>> = {
  [ExitCode.usage]: UsageError,
  [ExitCode.source]: SourceError,
  [ExitCode.missing]: MissingError,
};

/** An error as what can be copied: of a foreseen one what it says. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ExpectedError)) return { kind: 'failed', error };
  const { exitCode, code, message, hint, facts } = error;
  return { kind: 'refused', exitCode, explanation: { code, message, hint, facts } };
}

/** The error of a failure, to be thrown on this side. */
export function errorOf(failure: Failure): unknown {
  if (failure.kind === 'failed') return failure.error;
  const { exitCode, explanation } = failure;
  return new (classes[exitCode] ?? InputError)(explanation);
}

/** Waits for work to end, well or not. */
export function endingOf<Result>(work: Promise<Result>): Promise<Ending<Result>> {
  return work.then((result): Ending<Result> => ({ kind: 'result', result }), failureOf);
}

/** @throws what the work threw */
export function resultOf<Result>(ending: Ending<Result>): Result {
  if (ending.kind === 'result') return ending.result;
  throw errorOf(ending);
}
