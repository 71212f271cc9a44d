import type { Context } from '../../context.ts';
import { ExpectedError } from '../../errors.ts';
import type { Action } from '../session/actions.ts';
import type { Editing } from '../session/editing.ts';
import type { Session } from '../session/session.ts';
import type { Effect } from '../session/store.ts';
import { typedText } from '../session/text-field.ts';
import { type Hints, sessionHints } from './hints.ts';

/** What long work needs: the outside world, the state, and a way to report. */
export interface Work {
  readonly context: Context;
  readonly getState: () => Session;
  readonly dispatch: (action: Action) => void;
}

/** Work that can be cancelled and of which one runs at a time. */
export interface Job {
  readonly isRunning: () => boolean;
  /**
   * Starts work, after cancelling what this job still does. Cancelled, it reports nothing more, as what it was about
   * may no longer be on the screen; unless it is to be told whole, as it may have been done before the cancelling.
   */
  readonly start: (work: (own: Work) => Promise<void>, settings?: { readonly isToldWhole: boolean }) => void;
  readonly cancel: () => void;
}

/** What a screen's effects are made with. */
export interface Workshop extends Work {
  readonly job: () => Job;
}

/** Makes what sees every action of the session, and starts the work that some of them ask for. */
export type CreateEffects = (workshop: Workshop) => Effect<Session, Action>;

/** @param fail hears of a fault of the program in any job */
export function createJob(work: Work, fail: (error: unknown) => void): Job {
  let controller: AbortController | undefined;
  const cancel = () => {
    controller?.abort(new Error('cancelled'));
    controller = undefined;
  };
  return {
    isRunning: () => controller !== undefined,
    cancel,
    start: (effect, { isToldWhole } = { isToldWhole: false }) => {
      cancel();
      const own = new AbortController();
      controller = own;
      const signal = AbortSignal.any([work.context.signal, own.signal]);
      const dispatch: Work['dispatch'] = (action) => {
        if (isToldWhole || !signal.aborted) work.dispatch(action);
      };
      effect({ context: { ...work.context, signal }, getState: work.getState, dispatch })
        .catch((error: unknown) => {
          if (!signal.aborted) fail(error);
        })
        .finally(() => {
          if (controller === own) controller = undefined;
        });
    },
  };
}

/** The text that an action submitted to a prompt of a kind, which is worked on from then on; undefined otherwise. */
export function submittedTo(
  kind: Editing['target']['kind'],
  before: Session,
  after: Session,
): string | undefined {
  const { editing } = after;
  if (editing?.target.kind !== kind || !editing.isBusy || before.editing?.isBusy) return undefined;
  return typedText(editing).trim();
}

/**
 * What a foreseen error says; any other is a fault of the program, and is thrown on. A screen has hints of its own, by
 * the codes of errors, and the session has some for every screen.
 */
export function explained(error: unknown, own: Hints = {}): Explained {
  if (!(error instanceof ExpectedError)) throw error;
  const { code, message, hint } = error;
  return { message, hint: own[code] ?? sessionHints[code] ?? hint };
}

export interface Explained {
  readonly message: string;
  readonly hint: string;
}
