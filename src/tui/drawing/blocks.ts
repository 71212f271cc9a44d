import { at } from '../../learning/vector.ts';

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** The greatest or least of any number of values, without the limits of spreading them into a call. */
export function extremes(values: readonly number[]): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** One block a value, its height between the least and the greatest of them. */
export function sparkline(values: readonly number[]): string {
  return heights(values, extremes(values));
}

/** One block a value, its height between 0 and the greatest of them. */
export function columns(values: readonly number[]): string {
  return heights(values, { min: 0, max: extremes(values).max });
}

function heights(
  values: readonly number[],
  { min, max }: { readonly min: number; readonly max: number },
): string {
  const span = max - min;
  return values
    .map((value) => {
      if (!Number.isFinite(value) || value < min) return ' ';
      const share = span > 0 ? (value - min) / span : 0;
      return at(LEVELS, Math.min(LEVELS.length - 1, Math.floor(share * LEVELS.length)));
    })
    .join('');
}

/** Values as so many means of neighbours; as they are where there are no more than that. */
export function binned(values: readonly number[], bins: number): readonly number[] {
  if (values.length <= bins || bins < 1) return values;
  return Array.from({ length: bins }, (_, i) => {
    const from = Math.floor((i * values.length) / bins);
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / bins));
    const bin = values.slice(from, to).filter(Number.isFinite);
    return bin.length === 0 ? Number.NaN : bin.reduce((sum, value) => sum + value, 0) / bin.length;
  });
}

/** A bar for a share between 0 and 1, in eighths of a column. */
export function bar(share: number, width: number): string {
  const eighths = share > 0 ? Math.round(Math.min(1, share) * width * 8) : 0;
  const text = '█'.repeat(Math.floor(eighths / 8)) + at(EIGHTHS, eighths % 8);
  return text.padEnd(width);
}

/** A bar to the left of an axis for a negative value, to its right for a positive one; `limit` fills a half. */
export function signedBar(value: number, limit: number, half: number): string {
  const length =
    limit > 0 && Number.isFinite(value) ? Math.min(half, Math.round((Math.abs(value) / limit) * half)) : 0;
  const left = value < 0 ? '█'.repeat(length).padStart(half) : ' '.repeat(half);
  const right = value > 0 ? '█'.repeat(length).padEnd(half) : ' '.repeat(half);
  return `${left}│${right}`;
}

/** A scale from 0 to 1 with a mark at a probability and a tick in its middle. */
export function gauge(probability: number, width: number): string {
  const inner = Math.max(3, width - 6);
  const cells = Array.from({ length: inner }, () => '─');
  cells[Math.floor(inner / 2)] = '┼';
  cells[Math.min(inner - 1, Math.max(0, Math.round(probability * (inner - 1))))] = '■';
  return `0 ├${cells.join('')}┤ 1`;
}
