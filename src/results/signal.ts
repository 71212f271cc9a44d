import * as v from 'valibot';
import type { UsedSignal } from '../domain.ts';
import { knownTimes, type Signal } from '../features/signals/signal.ts';
import { isSignalName } from '../identifiers.ts';
import { at } from '../learning/vector.ts';
import { type DocumentKind, encodeAs, sha256 } from './checksummed.ts';
import { type Described, type JsonOf, toJson } from './codec.ts';
import { areInOrder, count, finite, instant, isoDate } from './values.ts';

const signalName = v.pipe(v.string(), v.check(isSignalName, 'is not the name of a signal'));
const fingerprint = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/));

/** `data/signals/{name}.json`: a signal of one's own, one value a date. */
export const signalDocument = {
  name: 'signal',
  version: 1,
  remedy: 'import it again, or remove it',
  schema: v.object({
    name: signalName,
    known: v.picklist(knownTimes),
    importedAt: instant,
    values: v.pipe(
      v.array(v.tuple([isoDate, finite])),
      v.nonEmpty(),
      v.check((rows) => areInOrder(rows), 'dates are not in order, one a row'),
    ),
  }),
} as const satisfies DocumentKind<v.GenericSchema>;

/** A signal in the workspace. */
export interface StoredSignal extends Signal {
  readonly importedAt: string;
}

/** The text of a signal's file. */
export function encodeSignal(signal: StoredSignal): string {
  return encodeAs(signalDocument, {
    ...signal,
    values: signal.values.map(({ date, value }) => [date, value] as const),
  });
}

/** A signal as its file has it. */
export function signalFrom({ values, ...document }: Described<typeof signalDocument.schema>): StoredSignal {
  return { ...document, values: values.map(([date, value]) => ({ date, value })) };
}

/** SHA-256 of a signal's values and of when they are known. */
export function fingerprintOf({ known, values }: Pick<Signal, 'known' | 'values'>): string {
  const content = { known, values: values.map(({ date, value }) => [date, value]) };
  return `sha256:${sha256(JSON.stringify(content))}`;
}

/** A signal as it was used: which values, known when, carried how far. */
export const usedSignalSchema = v.object({
  name: signalName,
  known: v.picklist(knownTimes),
  carry: count,
  fingerprint,
  from: isoDate,
  to: isoDate,
});

/** What is kept of a signal beside what it was used for. */
export function usedSignal(signal: Signal, carry: number): UsedSignal {
  const { name, known, values } = signal;
  const [from, to] = [at(values, 0).date, at(values, values.length - 1).date];
  return { name, known, carry, fingerprint: fingerprintOf(signal), from, to };
}

/** Whether a value that was used is another now, or known at another time. New dates are no revision. */
export function isRevised(used: UsedSignal, { known, values }: Pick<Signal, 'known' | 'values'>): boolean {
  const then = values.filter(({ date }) => date <= used.to);
  return fingerprintOf({ known, values: then }) !== used.fingerprint;
}

/** What an import did to a signal that was there. */
const changeSchema = v.object({
  added: count,
  changed: count,
  removed: count,
  /** The first date whose value is another now, or gone; null where there is none. */
  firstRevised: v.nullable(isoDate),
  /** When it was known before, where that is another time now. */
  knownBefore: v.nullable(v.picklist(knownTimes)),
});
export type SignalChange = Described<typeof changeSchema>;

/** What an import changes: every value by date. */
export function changeOf(before: Signal, after: Signal): SignalChange {
  const [old, now] = [before, after].map(
    ({ values }) => new Map(values.map((each) => [each.date, each.value])),
  );
  const gone = before.values.filter(({ date }) => !now?.has(date));
  const changed = after.values.filter(({ date, value }) => old?.has(date) && old.get(date) !== value);
  const revised = [...gone, ...changed].map(({ date }) => date).toSorted();
  return {
    added: after.values.filter(({ date }) => !old?.has(date)).length,
    changed: changed.length,
    removed: gone.length,
    firstRevised: revised[0] ?? null,
    knownBefore: before.known === after.known ? null : before.known,
  };
}

/** A signal in a list: what it is, without its values. */
const listedSignal = v.object({
  name: signalName,
  known: v.picklist(knownTimes),
  from: isoDate,
  to: isoDate,
  /** How many dates have a value. */
  n: count,
  /** How many dates between the first and the last have none. */
  missing: count,
  isConstant: v.boolean(),
  fingerprint,
  importedAt: instant,
});
export type ListedSignal = Described<typeof listedSignal>;

export const signalListSchema = v.object({
  signals: v.array(listedSignal),
  /** The messages of signals that cannot be read. */
  damaged: v.array(v.string()),
});

export const shownSignalSchema = v.object({
  ...listedSignal.entries,
  min: finite,
  mean: finite,
  max: finite,
  values: v.array(v.object({ date: isoDate, value: finite })),
});

export const importedSignalsSchema = v.object({
  signals: v.array(
    v.object({
      ...listedSignal.entries,
      /** Null where there was no signal of the name. */
      change: v.nullable(changeSchema),
    }),
  ),
  /** Cells without a number: their dates have no value. */
  missingCells: count,
});
export type ImportedSignals = Described<typeof importedSignalsSchema>;

export function signalListJson(list: Described<typeof signalListSchema>): JsonOf<typeof signalListSchema> {
  return toJson(signalListSchema, list);
}

export function shownSignalJson(
  shown: Described<typeof shownSignalSchema>,
): JsonOf<typeof shownSignalSchema> {
  return toJson(shownSignalSchema, shown);
}

export function importedSignalsJson(imported: ImportedSignals): JsonOf<typeof importedSignalsSchema> {
  return toJson(importedSignalsSchema, imported);
}
