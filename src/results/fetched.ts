import * as v from 'valibot';
import { sources } from '../domain.ts';
import { type Described, type JsonOf, toJson } from './codec.ts';
import { coin, count, countByColumn, currency, instant, isoDate, marketEntries, readAs } from './values.ts';

/** What is stored of a market after a fetch or an import: what `fetch --format json` prints. */
export const fetchedSchema = v.object({
  ...marketEntries,
  readAs: v.optional(readAs),
  /** The first and the last day of the stored chart. */
  from: isoDate,
  to: isoDate,
  days: count,
  /** How many of the days from the first to the last have no value of each column. */
  missingByColumn: countByColumn,
  /** How many days came in that were not known, neither stored nor bundled. */
  added: count,
  /** Known days of which a value is another now; those that are as they were. */
  replaced: count,
  unchanged: count,
  /** The replaced days whose prices differ by over 1 %, and the one where they are furthest apart. */
  conflicting: count,
  largestConflict: v.nullable(v.object({ date: isoDate, older: v.number(), newer: v.number() })),
  /** The file it is stored in, relative to the workspace. */
  path: v.string(),
});

export type Fetched = Described<typeof fetchedSchema>;

export function fetchedJson(fetched: Fetched): JsonOf<typeof fetchedSchema> {
  return toJson(fetchedSchema, fetched);
}

/** What is stored of a market after its last change was taken back: what `fetch --undo --format json` prints. */
export const takenBackSchema = v.object({
  coin,
  vsCurrency: currency,
  /** What was taken back: what had brought it and when, the days that are gone again, and those that are as before. */
  undone: v.object({ source: v.picklist(sources), changedAt: instant, removed: count, restored: count }),
  /** The days that are stored now; none where the stored chart began with what was taken back. */
  days: count,
  from: v.nullable(isoDate),
  to: v.nullable(isoDate),
  /** How many more changes can be taken back. */
  left: count,
  path: v.string(),
});

export type TakenBack = Described<typeof takenBackSchema>;

export function takenBackJson(takenBack: TakenBack): JsonOf<typeof takenBackSchema> {
  return toJson(takenBackSchema, takenBack);
}
