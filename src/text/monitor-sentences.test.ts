import { expect, it } from 'vitest';
import { history, measured } from '../testing/feature-history.ts';
import { driftNotes } from './monitor-sentences.ts';

it('tells windows in whole numbers, and what those that overlap are worth', () => {
  const input = history(1);
  const drift = measured(input);
  expect(Number.isInteger(drift.windows)).toBe(false);
  const notes = driftNotes(drift, { model: input, data: { rows: { train: 268 } } });
  expect(notes[1]).toMatch(
    /^Limits come from \d+ earlier windows of 60 rows, each against its own past; they overlap, and are worth about \d+\. /,
  );
  expect(notes[1]).toContain(` ${drift.windows * 60} earlier windows`);
});
