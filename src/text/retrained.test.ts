import { expect, it } from 'vitest';
import type { Decision } from '../results/decision.ts';
import { decisionLine } from './retrained.ts';

const evidence = {
  rows: 73,
  from: '2025-11-19',
  to: '2026-01-30',
  logEValue: Math.log(12.5),
  coinFlip: 0,
  challenger: 0,
};
const decision: Decision = {
  decidedAt: '2026-01-31T00:00:00.000Z',
  coin: 'bitcoin',
  vsCurrency: 'usd',
  target: 'direction',
  outcome: 'replaced',
  before: 'old',
  after: 'new',
  comparison: null,
  evidence,
};

it('says what was decided, then why, with what replacing takes', () => {
  expect(decisionLine(decision)).toBe(
    'The challenger, new, replaces old. It is better: evidence 12.50 (10 needed) from 73 rows since 2025-11-19.',
  );
  expect(decisionLine({ ...decision, outcome: 'kept', after: 'old', evidence: null })).toBe(
    'old stays in use. The challenger is not shown to be better: no new row to compare it on.',
  );
  expect(decisionLine({ ...decision, outcome: 'first', before: null, after: 'new', evidence: null })).toBe(
    'The challenger, new, is now in use. No run was in use before.',
  );
});

it('says of a dry run what would be', () => {
  expect(decisionLine({ ...decision, after: null })).toMatch(/^The challenger would replace old\. /);
});
