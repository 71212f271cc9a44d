import { formatFixed } from './format.ts';

const units: readonly (readonly [size: number, letter: string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** A number beside an axis, in at most seven characters: 122.4k, 1.7T, 0.6931. */
export function formatAxis(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude < 1000) return formatFixed(value, magnitude >= 100 ? 1 : magnitude >= 1 ? 3 : 4);
  const [size, letter] = units.find(([least]) => magnitude >= least) ?? [1, ''];
  return `${formatFixed(value / size, 1)}${letter}`;
}
