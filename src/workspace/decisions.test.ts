import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { logDecision, readDecisions } from './decisions.ts';

const decision = {
  decidedAt: '2026-01-31T12:00:00.000Z',
  coin: 'bitcoin',
  vsCurrency: 'usd',
  target: 'direction',
  outcome: 'kept',
  before: 'a',
  after: 'a',
  comparison: {
    rows: 7,
    from: '2026-01-24',
    to: '2026-01-30',
    inUse: 0.7,
    challenger: 0.69,
    baseRate: 0.71,
  },
  evidence: {
    rows: 74,
    from: '2025-11-25',
    to: '2026-01-30',
    logEValue: 0.88,
    firstYear: { rows: 74, advantage: 8, variance: 16 },
    later: { rows: 0, advantage: 0, variance: 0 },
  },
} as const;

it('reads what it wrote', async () => {
  const workspace = { root: await temporaryFolder() };
  await logDecision(workspace, decision);
  expect(await readDecisions(workspace)).toEqual({ entries: [decision], skipped: [] });
});
