import type { LabelledRow } from '../domain.ts';
import { type Fold, type Walked, type WalkForwardSettings, walkForward } from '../evaluation/walk-forward.ts';

/** A walk-forward to be done, here or on another thread: rows and settings, nothing that cannot be copied. */
export interface WalkForwardJob {
  readonly rows: readonly LabelledRow[];
  readonly settings: WalkForwardSettings;
}

/** What a thread says: a fold just done, what all came to, or what went wrong. */
export type JobMessage =
  | Fold
  | { readonly kind: 'done'; readonly walked: Walked }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Does a job and hands on each message, the last one its end. */
export async function doJob(
  { rows, settings }: WalkForwardJob,
  say: (message: JobMessage) => void,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const folds = walkForward(rows, settings, signal);
    for (;;) {
      const step = await folds.next();
      if (step.done) return say({ kind: 'done', walked: step.value });
      say(step.value);
    }
  } catch (error) {
    say({ kind: 'failed', error });
  }
}
