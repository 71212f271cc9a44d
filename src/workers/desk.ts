import type { Worker } from 'node:worker_threads';
import { onAbort } from '../async.ts';
import { type Answer, errorOf } from './messages.ts';
import { startThread } from './start-thread.ts';

/** What is asked of a thread that does many errands: that it begins one, takes its next step, or ends it. */
export type Note<Name extends string = string> =
  | { readonly id: number; readonly kind: 'begin'; readonly name: Name; readonly args: unknown }
  | { readonly id: number; readonly kind: 'next' }
  | { readonly id: number; readonly kind: 'abort'; readonly reason: string };

export type Reply = Answer<unknown, unknown> & { readonly id: number };

/** A thread that does errands, as many at a time as there are. */
export interface Desk {
  /** Starts the thread ahead of the first errand, which then need not wait for it. */
  readonly start: () => void;
  /**
   * An errand as an async iterator of its reports: it goes on when the next one is asked for. Aborted, it ends as it
   * would on this thread.
   *
   * @throws what the errand throws; of a foreseen error what it says
   */
  readonly ask: (
    name: string,
    args: unknown,
    pace: { readonly signal: AbortSignal },
  ) => AsyncGenerator<unknown, unknown, void>;
}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A desk whose thread starts with the first errand and does not keep the process alive; one that dies takes its
 * errands with it, and the next errand starts another.
 *
 * @param file of the program in `dist/` that serves the errands
 */
export function openDesk(file: string): Desk {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let asked = 0;
  const die = (error: unknown) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const open = () => {
    const thread = startThread(file);
    thread.on('message', (reply: Reply) => {
      waiting.get(reply.id)?.resolve(reply);
      waiting.delete(reply.id);
    });
    thread.on('error', die);
    thread.on('exit', () => {
      if (worker === thread) die(new Error('a thread ended before its work'));
    });
    thread.unref();
    return thread;
  };
  const start = () => {
    worker ??= open();
    return worker;
  };
  return {
    start,
    async *ask(name, args, { signal }) {
      signal.throwIfAborted();
      const thread = start();
      asked += 1;
      const id = asked;
      const say = (note: Note) => thread.postMessage(note);
      const abort = () => say({ id, kind: 'abort', reason: String(signal.reason) });
      let isOver = false;
      say({ id, kind: 'begin', name, args });
      const stopListening = onAbort(signal, abort);
      try {
        for (;;) {
          const heard = new Promise<Reply>((resolve, reject) => waiting.set(id, { resolve, reject }));
          say({ id, kind: 'next' });
          const reply = await heard;
          isOver = reply.kind !== 'report';
          if (reply.kind === 'report') yield reply.report;
          else if (reply.kind === 'result') return reply.result;
          else throw errorOf(reply);
        }
      } finally {
        stopListening();
        if (!isOver) say({ id, kind: 'abort', reason: 'nobody waits for it' });
      }
    },
  };
}
