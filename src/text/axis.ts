import { grouped } from '../counts.ts';
import { at } from '../learning/vector.ts';

const units: readonly (readonly [size: number, letter: string])[] = [
  [1, ''],
  [1e3, 'k'],
  [1e6, 'M'],
  [1e9, 'B'],
  [1e12, 'T'],
];

/** Below this, thousands are written out. */
const LEAST_IN_UNITS = 10_000;
/** Beyond so many decimals, powers of ten are shorter. */
const MOST_DECIMALS = 9;

/**
 * Numbers beside an axis that are so far apart: with as many digits as tell them apart, in the unit that takes the
 * least room. 80000, 100000 → 80k, 100k; 84141, 84142 → 84,141, 84,142.
 */
export function writeNumbers(values: readonly number[], step: number): readonly string[] {
  const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const decimals = decimalsOf(step);
  if (decimals > MOST_DECIMALS) return values.map((value) => inPowers(value, step));
  const ways = units
    .filter(
      ([size]) => size === 1 || (greatest >= LEAST_IN_UNITS && greatest >= size && isUnder(greatest, size)),
    )
    .map(([size, letter]) =>
      values.map((value) => `${fixed(value / size, decimalsOf(step / size))}${value === 0 ? '' : letter}`),
    );
  return ways.reduce((best, way) => (longest(way) <= longest(best) ? way : best));
}

/** The same with the sign of each, as of what is better or worse than 0. */
export function writeSigned(values: readonly number[], step: number): readonly string[] {
  return writeNumbers(values, step).map((text, i) => (at(values, i) > 0 ? `+${text}` : text));
}

/** Shares as percentages: 0.5, 0.55 → 50 %, 55 %. */
export function writePercentages(values: readonly number[], step: number): readonly string[] {
  const percentages = values.map((value) => Number((value * 100).toPrecision(12)));
  return writeNumbers(percentages, step * 100).map((text) => `${text} %`);
}

/** How many decimals the multiples of a step have. */
function decimalsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

function isUnder(greatest: number, size: number): boolean {
  return greatest < size * 1000 || size === 1e12;
}

function inPowers(value: number, step: number): string {
  if (value === 0) return '0';
  const digits = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step) + 1e-9);
  return value
    .toExponential(Math.max(0, Math.min(12, digits)))
    .replaceAll('-', '−')
    .replace('e+', 'e');
}

function fixed(value: number, decimals: number): string {
  if (value === 0) return '0';
  return grouped(value.toFixed(decimals)).replace('-', '−');
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0);
}
