import * as v from 'valibot';
import { targetNames } from '../domain.ts';
import type { DocumentKind } from './checksummed.ts';
import { type Described, type JsonOf, toJson } from './codec.ts';
import { monitorStatuses } from './monitored.ts';
import { coin, currency, instant, isoDate } from './values.ts';

const status = v.picklist(monitorStatuses);

/** What `monitor --notify` posts: that the status of a run in use is another one. */
export const notificationSchema = v.object({
  /** The same for each attempt to tell the same change. */
  id: v.string(),
  event: v.literal('status_changed'),
  /** In words, for those who show a text. */
  title: v.string(),
  text: v.string(),
  coin,
  vsCurrency: currency,
  target: v.picklist(targetNames),
  runId: v.string(),
  status,
  previousStatus: status,
  reasons: v.array(v.string()),
  /** The newest day that was looked at. */
  to: isoDate,
  checkedAt: instant,
});

export type Notification = Described<typeof notificationSchema>;

export function notificationJson(notification: Notification): JsonOf<typeof notificationSchema> {
  return toJson(notificationSchema, notification);
}

/** The last status that was told of a market's run in use, to each address: by its SHA-256, as it may hold a secret. */
export const toldDocument = {
  name: 'record of what was told',
  version: 1,
  remedy: 'remove the file: a status that is not ok is told once more',
  schema: v.object({ told: v.record(v.string(), v.object({ status, toldAt: instant })) }),
} as const satisfies DocumentKind<v.GenericSchema>;
