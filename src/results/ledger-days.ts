import * as v from 'valibot';
import type { DocumentKind } from './checksummed.ts';
import { areInOrder, finite, isoDate } from './values.ts';

/** `data/ledger/{id}.json`: by what the log loss of an entry was lower than its benchmark's, day by day. */
export const ledgerDaysDocument = {
  name: 'file of daily losses',
  version: 1,
  remedy: 'delete it; the entry keeps its p-value, and takes no part in the test of all together',
  schema: v.object({
    days: v.pipe(
      v.array(v.tuple([isoDate, finite])),
      v.check((rows) => areInOrder(rows), 'are not in order'),
    ),
  }),
} as const satisfies DocumentKind<v.GenericSchema>;
