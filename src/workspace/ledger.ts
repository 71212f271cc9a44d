import type { DayDifference } from '../evaluation/ledger.ts';
import { at } from '../learning/vector.ts';
import { decodeDocument, encodeAs } from '../results/checksummed.ts';
import { safeParseJson } from '../results/codec.ts';
import { ledgerDaysDocument } from '../results/ledger-days.ts';
import {
  encodeEntry,
  entryFrom,
  isUntouched,
  type LedgerEntry,
  ledgerEntrySchema,
  type NewLedgerEntry,
} from '../results/ledger-entry.ts';
import { appendLine } from './json-lines.ts';
import { withLock } from './locks.ts';
import { paths, readWhole, type Workspace, writeWhole } from './workspace.ts';

/** An evaluation to be entered, with its days. */
export interface LedgerAddition {
  readonly entry: NewLedgerEntry;
  readonly days: readonly DayDifference[];
}

export interface Ledger {
  /** Oldest first. One that was edited counts as tried, without a p-value. */
  readonly entries: readonly LedgerEntry[];
  /** The lines that are no entries, such as one torn by a power cut, counted from 1. */
  readonly unreadable: readonly number[];
  /** The lines that are not as they were written. */
  readonly edited: readonly number[];
}

/**
 * Every evaluation that was made in a workspace, or only those of some coins together; none where there is no ledger. A
 * ledger may be long, so lines of other coins are left out before they are parsed.
 */
export async function readLedger(workspace: Workspace, coins?: readonly string[]): Promise<Ledger> {
  const mark = coins === undefined ? '' : `"coins":${JSON.stringify(coins)}`;
  const lines = (await linesOf(workspace)).filter(({ text }) => text.includes(mark));
  const [entries, unreadable, edited]: [LedgerEntry[], number[], number[]] = [[], [], []];
  for (const { text, number } of lines) {
    const parsed = safeParseJson(ledgerEntrySchema, parseLine(text));
    if (!parsed.success) unreadable.push(number);
    else if (isUntouched(text)) entries.push(parsed.output);
    else {
      edited.push(number);
      entries.push({ ...parsed.output, pValue: null });
    }
  }
  return { entries, unreadable, edited };
}

/**
 * Enters evaluations, each once: the same recipe on the same data is one entry, however often it was run. Returns the
 * entries, those that were there before as well.
 */
export async function enterIntoLedger(
  workspace: Workspace,
  additions: readonly LedgerAddition[],
  enteredAt: string,
): Promise<readonly LedgerEntry[]> {
  const entries = additions.map(({ entry }) => entryFrom(entry, enteredAt));
  await withLock(workspace, paths.ledgerDays, async (lock) => {
    // Not line by line: a ledger grows for years, and few entries come at once.
    const before = Buffer.from((await readWhole(workspace, paths.ledger)) ?? []);
    const known = new Set(
      entries.flatMap(({ id }) => (before.includes(`"id":${JSON.stringify(id)}`) ? [id] : [])),
    );
    for (const [i, entry] of entries.entries()) {
      if (known.has(entry.id)) continue;
      known.add(entry.id);
      const { days } = at(additions, i);
      const content = { days: days.map(({ date, difference }) => [date, difference] as const) };
      await writeWhole(workspace, paths.daysOfEntry(entry.id), encodeAs(ledgerDaysDocument, content), lock);
      await appendLine(workspace, paths.ledger, { line: encodeEntry(entry), lock });
    }
  });
  return entries;
}

/**
 * The days of an entry; undefined where they were not kept.
 *
 * @throws {InputError} where their file is damaged
 */
export async function readLedgerDays(
  workspace: Workspace,
  { id }: LedgerEntry,
): Promise<readonly DayDifference[] | undefined> {
  const path = paths.daysOfEntry(id);
  const bytes = await readWhole(workspace, path);
  if (bytes === undefined) return undefined;
  const { days } = decodeDocument(bytes, path, ledgerDaysDocument);
  return days.map(([date, difference]) => ({ date, difference }));
}

async function linesOf(
  workspace: Workspace,
): Promise<readonly { readonly text: string; readonly number: number }[]> {
  const bytes = await readWhole(workspace, paths.ledger);
  return Buffer.from(bytes ?? new Uint8Array())
    .toString('utf8')
    .split('\n')
    .map((text, i) => ({ text, number: i + 1 }))
    .filter(({ text }) => text.trim() !== '');
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
