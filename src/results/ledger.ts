import * as v from 'valibot';
import { type DeepReadonly, inline, type JsonOf, toJson } from './codec.ts';
import { ledgerEntrySchema, recipeSchema } from './ledger-entry.ts';
import { count, share } from './values.ts';

/** What an evaluation says of how many were made of its market and target. */
export const multiplicitySchema = v.object({ evaluations: count, pValueHolm: v.nullable(share) });

const reviewedEntry = v.object({
  ...ledgerEntrySchema.entries,
  recipe: inline(recipeSchema),
  ...multiplicitySchema.entries,
});

/** What `ledger --format json` prints. */
export const ledgerSchema = v.object({
  questions: v.array(
    v.object({
      coins: v.array(v.string()),
      vsCurrency: v.string(),
      target: v.string(),
      isTest: v.boolean(),
      pValueSpa: v.nullable(share),
      entries: v.array(reviewedEntry),
    }),
  ),
  unreadable: v.array(count),
  edited: v.array(count),
});

export function ledgerJson(
  ledger: DeepReadonly<v.InferInput<typeof ledgerSchema>>,
): JsonOf<typeof ledgerSchema> {
  return toJson(ledgerSchema, ledger);
}

export function ledgerEntryJson(
  entry: DeepReadonly<v.InferInput<typeof reviewedEntry>>,
): JsonOf<typeof reviewedEntry> {
  return toJson(reviewedEntry, entry);
}
