import { parentPort } from 'node:worker_threads';
import type { Note, Reply } from './desk.ts';
import { answerOf } from './serve.ts';

/** What is done of an errand: reports, then its result. */
export type Work = (args: never, signal: AbortSignal) => AsyncGenerator<unknown, unknown, void>;

/** The other side of `openDesk`: begins errands by name, and takes the next step of each whenever it is asked to. */
export function serveDesk(errands: Readonly<Record<string, Work>>): void {
  const port = parentPort;
  if (port === null) throw new Error('there is no other thread to work for');
  const begun = new Map<number, { work: ReturnType<Work>; controller: AbortController }>();
  port.on('message', async (note: Note) => {
    const { id } = note;
    if (note.kind === 'begin') {
      const begin = errands[note.name];
      if (begin === undefined) throw new Error(`there is no errand ${note.name}`);
      const controller = new AbortController();
      begun.set(id, { work: begin(note.args as never, controller.signal), controller });
      return;
    }
    const own = begun.get(id);
    if (own === undefined) return;
    if (note.kind === 'abort') return own.controller.abort(new Error(note.reason));
    const answer = await answerOf(own.work);
    if (answer.kind !== 'report') begun.delete(id);
    port.postMessage({ ...answer, id } satisfies Reply);
  });
}
