import * as v from 'valibot';
import { sources } from '../domain.ts';
import { type Described, type JsonOf, toJson } from './codec.ts';
import { coin, count, currency, instant, isoDate, readAs } from './values.ts';

/** What is stored of a market after a fetch or an import: what `fetch --format json` prints. */
export const fetchedSchema = v.object({
  coin,
  vsCurrency: currency,
  source: v.picklist(sources),
  retrievedAt: instant,
  readAs: v.optional(readAs),
  /** The first and the last day of the stored chart. */
  from: isoDate,
  to: isoDate,
  days: count,
  /** How many days came in that were not known, neither stored nor bundled. */
  added: count,
  /** The file it is stored in, relative to the workspace. */
  path: v.string(),
});

export type Fetched = Described<typeof fetchedSchema>;

export function fetchedJson(fetched: Fetched): JsonOf<typeof fetchedSchema> {
  return toJson(fetchedSchema, fetched);
}
