import { ExpectedError, InputError } from '../errors.ts';

/** What is asked of work on another thread: its next report, or that it ends. */
export type Order =
  | { readonly kind: 'next'; readonly isStepping: boolean }
  | { readonly kind: 'abort'; readonly reason: string };

/** What work on another thread answers to `next`: a report, its result, or what went wrong. */
export type Answer<Report, Result> =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly hint: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/** An error as what can be copied: of a foreseen one what it says, as its class is lost on the way. */
export function failureOf(error: unknown): Answer<never, never> {
  if (!(error instanceof ExpectedError)) return { kind: 'failed', error };
  const { code, message, hint } = error;
  return { kind: 'refused', code, message, hint };
}

/** The error of an answer, to be thrown on this side. */
export function errorOf(answer: Extract<Answer<never, never>, { kind: 'refused' | 'failed' }>): unknown {
  return answer.kind === 'refused' ? new InputError(answer) : answer.error;
}
