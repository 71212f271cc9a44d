import { dateOf, dayNumber } from '../../dates.ts';
import { at } from '../../learning/vector.ts';
import { writeNumbers } from '../../text/axis.ts';
import type { Scale } from './scale.ts';

/** A labelled place on an axis. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Writes the values of ticks that are so far apart: with as many digits as tell them apart. */
export type WriteTicks = (values: readonly number[], step: number) => readonly string[];

/** The values of ticks, and how far apart they are. */
interface Places {
  readonly values: readonly number[];
  readonly step: number;
}

const ROUND = [1, 2, 5] as const;

/**
 * Ticks at round values within a scale: multiples of 1, 2 or 5 times a power of ten, at most so many where that
 * leaves two; on a logarithmic scale over orders of magnitude those values themselves.
 */
export function valueTicks(scale: Scale, most: number, write: WriteTicks = writeNumbers): readonly Tick[] {
  const powers = scale.isLogarithmic ? powersIn(scale, most) : undefined;
  if (powers !== undefined) {
    return powers.flatMap(({ values, step }) => ticksAt(values, write(values, step)));
  }
  const { values, step } = roundIn(scale, most);
  return ticksAt(values, write(values, step));
}

function ticksAt(values: readonly number[], texts: readonly string[]): readonly Tick[] {
  return values.map((value, i) => ({ value, text: at(texts, i) }));
}

/** The multiples of the smallest round step of which there are few enough. */
function roundIn({ low, high }: Scale, most: number): Places {
  let exponent = Math.floor(Math.log10((high - low) / (most + 1)));
  let finer: Places | undefined;
  for (; ; exponent++) {
    for (const digit of ROUND) {
      const places = multiplesIn(low, high, { digit, exponent });
      if (places.values.length > most) finer = places;
      else return places.values.length < 2 && finer !== undefined ? finer : places;
    }
  }
}

/** The multiples of a round step within a range; 0 is 0, never −0. */
function multiplesIn(
  low: number,
  high: number,
  { digit, exponent }: { readonly digit: number; readonly exponent: number },
): Places {
  const step = Number(`${digit}e${exponent}`);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.max(0, Math.floor(high / step + 1e-9) - first + 1);
  // Written and read again, 3 steps of 0.1 are 0.3.
  const values = Array.from({ length: count }, (_, i) => Number(`${(first + i) * digit}e${exponent}`) + 0);
  return { values, step };
}

/** The digits that powers of ten are multiplied by, and how many powers lie from one to the next, the finest first. */
const powerSteps = [
  { digits: [1, 2, 5], stride: 1 },
  { digits: [1, 3], stride: 1 },
  ...[1, 2, 3, 5, 10, 20, 50, 100].map((stride) => ({ digits: [1], stride })),
] as const;

/** Round values over orders of magnitude, few enough where that leaves two; undefined where there never are two. */
function powersIn({ low, high }: Scale, most: number): readonly Places[] | undefined {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  let finer: readonly Places[] | undefined;
  for (const { digits, stride } of powerSteps) {
    const found: Places[] = [];
    for (let exponent = Math.ceil(from / stride) * stride; exponent <= to; exponent += stride) {
      const values = digits
        .map((digit) => Number(`${digit}e${exponent}`))
        .filter((value) => value >= low && value <= high);
      found.push(...values.map((value) => ({ values: [value], step: 10 ** exponent })));
    }
    if (found.length <= most) return found.length < 2 ? finer : found;
    finer = found;
  }
  return finer;
}

/** The least columns between two dates. */
const GAP = 4;

/** How dates are written beside each other, from the finest to the coarsest. */
const dateSteps = [
  ...[1, 2, 7, 14].map((days) => ({ days, months: 0, from: 5, to: 10 })),
  ...[1, 2, 3, 6].map((months) => ({ days: 0, months, from: 0, to: 7 })),
  ...[1, 2, 5, 10, 20, 50, 100].map((years) => ({ days: 0, months: 12 * years, from: 0, to: 4 })),
];

/**
 * Ticks at round dates: days, first days of months, first days of years, as many as fit into so many columns.
 * Values are days from 1970-01-01.
 */
export function dateTicks({ low, high }: Scale, columns: number): readonly Tick[] {
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  for (const { days, months, from, to } of dateSteps) {
    const most = (columns + GAP) / (to - from + GAP);
    if ((last - first) / (days || months * 30) > most + 1) continue;
    const places = days > 0 ? daysIn(first, last, days) : firstsIn(first, last, months);
    if (places.length > most) continue;
    if (places.length > 0) return places.map((value) => ({ value, text: dateOf(value).slice(from, to) }));
  }
  return [{ value: first, text: dateOf(first) }];
}

function daysIn(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

/** The first days of every so many months, counted from a January. */
function firstsIn(from: number, to: number, step: number): readonly number[] {
  const [year = 0, month = 1] = dateOf(from).split('-').map(Number);
  const found: number[] = [];
  for (let next = Math.floor((year * 12 + month - 1) / step) * step; ; next += step) {
    const date = `${String(Math.floor(next / 12)).padStart(4, '0')}-${String((next % 12) + 1).padStart(2, '0')}-01`;
    const day = dayNumber(date);
    // Beyond the year 9999 there are no dates.
    if (!(day <= to)) return found;
    if (day >= from) found.push(day);
  }
}
