import * as v from 'valibot';
import { sources } from '../domain.ts';
import { sha256 } from './checksummed.ts';
import { type Described, toJson } from './codec.ts';
import { coin, count, currency, finite, instant, isoDate, share } from './values.ts';

/** What makes entries of the ledger. */
const ledgerCommands = ['train', 'evaluate', 'tune', 'retrain', 'test', 'score'] as const;

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{12,64}$/, 'is not a hash'));

/** What was asked: of which market, of what, with which settings. The same is one recipe, on whatever data. */
export const recipeSchema = v.object({
  coins: v.pipe(v.array(coin), v.nonEmpty()),
  vsCurrency: currency,
  target: v.string(),
  /** How it was judged. */
  scheme: v.picklist(['walk_forward', 'test_split', 'signal_test', 'score']),
  featureSet: v.nullable(v.string()),
  settings: v.record(v.string(), v.union([v.string(), finite, v.boolean(), v.null()])),
  signals: v.array(v.object({ name: v.string(), fingerprint: hash })),
});

/** A line of `data/ledger.jsonl`: one recipe on one market's days. */
export const ledgerEntrySchema = v.object({
  /** Of the recipe and the data: the same on the same is one entry. */
  id: hash,
  enteredAt: instant,
  command: v.picklist(ledgerCommands),
  recipe: recipeSchema,
  data: v.object({ source: v.picklist(sources), from: isoDate, to: isoDate, days: count, fingerprint: hash }),
  /** How many days were judged. */
  n: count,
  /** The mean over them of the benchmark's log loss less the recipe's; null where it is undefined. */
  meanDifference: v.nullable(finite),
  /** One-sided, that this is above 0: of a test of a signal against the same without it, else against the base rate. */
  pValue: v.nullable(share),
});

export type Recipe = Described<typeof recipeSchema>;
export type LedgerEntry = Described<typeof ledgerEntrySchema>;

/** An entry before it is one. */
export type NewLedgerEntry = Omit<LedgerEntry, 'id' | 'enteredAt'>;

/** The name of a recipe, whatever the order of its settings. */
export function recipeId(recipe: Recipe): string {
  const { settings, ...rest } = toJson(recipeSchema, recipe);
  const sorted = Object.entries(settings).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([rest, sorted])).slice(0, 16);
}

export function entryFrom(entry: NewLedgerEntry, enteredAt: string): LedgerEntry {
  return {
    id: sha256(`${recipeId(entry.recipe)} ${entry.data.fingerprint}`).slice(0, 16),
    enteredAt,
    ...entry,
  };
}

const CHECKSUM = /,"checksum":"([0-9a-f]+)"\}$/;

/** The line of an entry. At its end is a checksum of what stands before, so that a line that was edited is known. */
export function encodeEntry(entry: LedgerEntry): string {
  const text = JSON.stringify(toJson(ledgerEntrySchema, entry)).slice(0, -1);
  return `${text},"checksum":"${checksumOf(text)}"}`;
}

/** Whether a line is as it was written. */
export function isUntouched(line: string): boolean {
  return CHECKSUM.exec(line)?.[1] === checksumOf(line.replace(CHECKSUM, ''));
}

function checksumOf(text: string): string {
  return sha256(text).slice(0, 16);
}
