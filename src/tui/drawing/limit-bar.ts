import { bar } from './blocks.ts';

/** The share of a bar's columns that lie within the limit. */
const WITHIN = 2 / 3;

/** A bar from 0 in so many columns with a line at its limit. Over the limit, at least one column lies beyond it. */
export function limitBar(value: number, limit: number, width: number): string {
  const within = Math.max(1, Math.round((width - 1) * WITHIN));
  const beyond = Math.max(0, width - 1 - within);
  const share = limit > 0 ? value / limit : value > 0 ? Number.POSITIVE_INFINITY : 0;
  const excess = share > 1 ? Math.min(beyond, Math.max(1, Math.round((share - 1) * within))) : 0;
  return `${bar(share, within)}│${'█'.repeat(excess).padEnd(beyond)}`;
}
