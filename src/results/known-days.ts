import * as v from 'valibot';
import type { Day, IsoDate } from '../domain.ts';
import { sha256 } from './checksummed.ts';
import type { Described } from './codec.ts';
import { isoDate } from './values.ts';

/** Which days a result was made from, and a digest of their values for each calendar month. */
export const knownDaysSchema = v.object({
  from: isoDate,
  to: isoDate,
  /** `2026-01` → a digest of the dates and values of its days. */
  months: v.record(v.string(), v.string()),
});

export type KnownDays = Described<typeof knownDaysSchema>;

/** A walk-forward that ends longer before the newest day says little about what is forecast from that day. */
export const MOST_DAYS_BEFORE = 30;

/** Undefined where there are no days. */
export function knownDaysOf(days: readonly Day[]): KnownDays | undefined {
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const values = new Map<string, string[]>();
  for (const { date, price, marketCap, totalVolume } of days) {
    const month = monthOf(date);
    const line = JSON.stringify([date, price, marketCap, totalVolume]);
    values.set(month, [...(values.get(month) ?? []), line]);
  }
  const months = [...values].map(([month, lines]) => [month, sha256(lines.join('\n')).slice(0, 12)]);
  return { from: first.date, to: last.date, months: Object.fromEntries(months) };
}

/**
 * Whether two results saw the same values on the days that both know, as far as their digests tell: by the months that
 * both know whole, and the first and the last one where both begin or end on the same day. Not where there is none.
 */
export function sawTheSame(one: KnownDays, other: KnownDays): boolean {
  const [from, to] = [one.from > other.from ? one.from : other.from, one.to < other.to ? one.to : other.to];
  const shared = Object.keys(one.months).filter((month) => {
    const isCut =
      (month === monthOf(from) && one.from !== other.from && !from.endsWith('-01')) ||
      (month === monthOf(to) && one.to !== other.to);
    return month in other.months && !isCut;
  });
  return shared.length > 0 && shared.every((month) => one.months[month] === other.months[month]);
}

function monthOf(date: IsoDate): string {
  return date.slice(0, 7);
}
