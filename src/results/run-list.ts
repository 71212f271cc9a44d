import * as v from 'valibot';
import { type JsonOf, toJson } from './codec.ts';
import { type Decision, decisionSchema } from './decision.ts';
import { type PrintableRun, printedRun, runSchema } from './run.ts';
import { instant } from './values.ts';

/** What `runs list --format json` prints. */
export const runListSchema = v.object({
  runs: v.array(
    v.object({
      ...runSchema.entries,
      id: v.string(),
      createdAt: instant,
      inUse: v.boolean(),
      note: v.optional(v.string()),
    }),
  ),
  /** The errors of runs that cannot be read, in words. */
  damaged: v.array(v.string()),
  /** The newest decisions of `retrain`. */
  decisions: v.array(decisionSchema),
});

/** Runs, of each whether it is in use. */
export interface PrintableRunList {
  readonly runs: readonly (PrintableRun & { readonly inUse: boolean; readonly note?: string | undefined })[];
  readonly damaged: readonly string[];
  readonly decisions: readonly Decision[];
}

export function runListJson({ runs, ...list }: PrintableRunList): JsonOf<typeof runListSchema> {
  return toJson(runListSchema, { ...list, runs: runs.map((run) => ({ ...run, ...printedRun(run) })) });
}
