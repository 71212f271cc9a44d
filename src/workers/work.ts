import type { Fold, Walked } from '../evaluation/walk-forward.ts';
import { type Placebo, type PlaceboJob, walkPlacebos } from './placebo-job.ts';
import { type WalkForwardJob, walkFolds } from './walk-forward-job.ts';

/** What threads can do: what a job of each kind is, what it reports meanwhile, and what it comes to. */
export interface Works {
  readonly walk: { readonly job: WalkForwardJob; readonly report: Fold; readonly result: Walked };
  readonly placebos: {
    readonly job: PlaceboJob;
    readonly report: Placebo;
    readonly result: readonly Placebo[];
  };
}
export type Kind = keyof Works;

type Work<K extends Kind> = (
  job: Works[K]['job'],
  report: (report: Works[K]['report']) => void,
  signal?: AbortSignal,
) => Promise<Works[K]['result']>;

const works: { readonly [K in Kind]: Work<K> } = { walk: walkFolds, placebos: walkPlacebos };

/** A job on its way to a thread. */
export interface WorkerTask<K extends Kind = Kind> {
  readonly kind: K;
  readonly job: Works[K]['job'];
}

/** What a thread says: how far it is, what all came to, or what went wrong. */
export type Message<K extends Kind = Kind> =
  | { readonly kind: 'report'; readonly report: Works[K]['report'] }
  | { readonly kind: 'done'; readonly result: Works[K]['result'] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Does a job and hands on each message, the last one its end. */
export async function runTask<K extends Kind>(
  { kind, job }: WorkerTask<K>,
  say: (message: Message<K>) => void,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const result = await works[kind](job, (report) => say({ kind: 'report', report }), signal);
    say({ kind: 'done', result });
  } catch (error) {
    say({ kind: 'failed', error });
  }
}
