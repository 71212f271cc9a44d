import { daysBetween } from '../../../dates.ts';
import type { Day, IsoDate } from '../../../domain.ts';
import { clamp } from '../../session/place.ts';

/** Ranges of the chart, and how many of the newest days each shows. */
const daysInRange = {
  '30d': 30,
  '90d': 90,
  '1y': 365,
  all: Number.POSITIVE_INFINITY,
} as const satisfies Readonly<Record<string, number>>;

export type ChartRange = keyof typeof daysInRange;
export const ranges = Object.keys(daysInRange) as readonly ChartRange[];

/** Which of the days are looked at, and how. */
export interface Look {
  readonly range: ChartRange;
  /** So many days to a day, where it was zoomed; the range of the newest days otherwise. */
  readonly zoom: { readonly days: number; readonly to: IsoDate } | undefined;
  readonly cursor: IsoDate | undefined;
  readonly isLogarithmic: boolean;
}

export const initialLook: Look = { range: '1y', zoom: undefined, cursor: undefined, isLogarithmic: false };

/** As near as it goes. */
const FEWEST_DAYS = 8;

/** Where the days that are looked at begin among all, and how many they are; there is one day in all at least. */
interface Window {
  readonly first: number;
  readonly count: number;
}

/** The days that are looked at. */
export function daysSeen(days: readonly Day[], look: Look): readonly Day[] {
  const { first, count } = windowOf(days, look);
  return days.slice(first, first + count);
}

/** The day under the cursor; undefined where there is no cursor. */
export function dayUnderCursor(days: readonly Day[], { cursor }: Look): Day | undefined {
  return cursor === undefined ? undefined : days[placeOf(days, cursor)];
}

/**
 * The cursor moved by so many columns of a chart that has so many, and by a day at least; first it is on the newest
 * day. At an edge the days move below it.
 */
export function withCursorMoved(days: readonly Day[], look: Look, { by, columns }: Move): Look {
  const window = windowOf(days, look);
  const step = Math.max(1, Math.floor(window.count / columns));
  const isNew = look.cursor === undefined && Math.abs(by) === 1;
  const from = look.cursor === undefined ? window.first + window.count - 1 : placeOf(days, look.cursor);
  const place = clamp(from + (isNew ? 0 : by * step), days.length);
  const first = Math.min(place, Math.max(window.first, place - window.count + 1));
  const cursor = days[place]?.date;
  return first === window.first
    ? { ...look, cursor }
    : { ...zoomedTo(days, look, { ...window, first }), cursor };
}

interface Move {
  readonly by: number;
  readonly columns: number;
}

/** Half of the days, or twice as many, the cursor staying where it is on the screen; the newest day without one. */
export function withZoom(days: readonly Day[], look: Look, by: 1 | -1): Look {
  const { first, count } = windowOf(days, look);
  const wanted = by > 0 ? Math.ceil(count / 2) : count * 2;
  const next = Math.min(days.length, Math.max(Math.min(FEWEST_DAYS, days.length), wanted));
  const fixed = look.cursor === undefined ? first + count - 1 : placeOf(days, look.cursor);
  const share = count > 1 ? (fixed - first) / (count - 1) : 1;
  const start = Math.round(fixed - share * (next - 1));
  return zoomedTo(days, look, { first: Math.min(Math.max(0, start), days.length - next), count: next });
}

function zoomedTo(days: readonly Day[], look: Look, { first, count }: Window): Look {
  const to = days[first + count - 1]?.date;
  return to === undefined ? look : { ...look, zoom: { days: count, to } };
}

/** The next or the previous range, of the newest days, whatever was zoomed. */
export function withRange(look: Look, by: 1 | -1): Look {
  const range = ranges[clamp(ranges.indexOf(look.range) + by, ranges.length)] ?? look.range;
  return { ...look, range, zoom: undefined, cursor: undefined };
}

function windowOf(days: readonly Day[], { range, zoom }: Look): Window {
  const count = Math.min(zoom?.days ?? daysInRange[range], days.length);
  const last = zoom === undefined ? days.length - 1 : placeOf(days, zoom.to);
  return { first: Math.max(0, last - count + 1), count };
}

/** The place of a date among days that follow each other without a gap. */
function placeOf(days: readonly Day[], date: IsoDate): number {
  const first = days[0]?.date;
  return first === undefined ? 0 : clamp(daysBetween(first, date), days.length);
}
