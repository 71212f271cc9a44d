import type { Context } from '../../context.ts';
import { ExplainedError } from '../../errors.ts';
import type { Action } from '../session/actions.ts';
import type { Session } from '../session/session.ts';

/** What long work needs: the outside world, the state, and a way to report. */
export interface Work {
  readonly context: Context;
  readonly getState: () => Session;
  readonly dispatch: (action: Action) => void;
}

/**
 * What a foreseen error says; any other is a fault of the program, and is thrown on. Where its hint is a command or
 * a flag, which are no help here, it is replaced.
 */
export function explained(error: unknown, instead = 'press ? for what can be done here'): Explained {
  if (!(error instanceof ExplainedError)) throw error;
  const isForCommands = /(^|\s)--\w|crypto-predict /.test(error.hint);
  return { message: error.message, hint: isForCommands ? instead : error.hint };
}

export interface Explained {
  readonly message: string;
  readonly hint: string;
}

/** A job that can be cancelled and of which one runs at a time. */
export class Job {
  private controller: AbortController | undefined;

  constructor(
    private readonly context: Context,
    private readonly fail: (error: unknown) => void,
  ) {}

  get isRunning(): boolean {
    return this.controller !== undefined;
  }

  /** Starts work, after cancelling what this job still does; what it throws once cancelled is dropped. */
  start(work: (context: Context) => Promise<void>): void {
    this.cancel();
    const controller = new AbortController();
    this.controller = controller;
    const signal = AbortSignal.any([this.context.signal, controller.signal]);
    work({ ...this.context, signal })
      .catch((error: unknown) => {
        if (!signal.aborted) this.fail(error);
      })
      .finally(() => {
        if (this.controller === controller) this.controller = undefined;
      });
  }

  cancel(): void {
    this.controller?.abort(new Error('cancelled'));
    this.controller = undefined;
  }
}
