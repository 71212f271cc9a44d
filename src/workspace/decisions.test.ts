import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    coinFlip: 1.2,
    challenger: 0.4,
  },
} as const;

it('reads what it wrote', async () => {
  const workspace = { root: await temporaryFolder() };
  await logDecision(workspace, decision);
  expect(await readDecisions(workspace)).toEqual({ entries: [decision], skipped: [] });
});

it('reads the decisions of a coin alone, whatever else is between them', async () => {
  const workspace = { root: await temporaryFolder() };
  for (const coin of ['bitcoin', 'ethereum', 'bitcoin']) await logDecision(workspace, { ...decision, coin });
  const { entries } = await readDecisions(workspace, 'ethereum');
  expect(entries.map(({ coin }) => coin)).toEqual(['ethereum']);
  expect((await readDecisions(workspace, 'bitcoin')).entries).toHaveLength(2);
});

it('reads evidence that was kept by another rule', async () => {
  const workspace = { root: await temporaryFolder() };
  const line = {
    decided_at: decision.decidedAt,
    coin: 'bitcoin',
    vs_currency: 'usd',
    outcome: 'kept',
    before: 'a',
    after: 'a',
    comparison: null,
    evidence: {
      rows: 74,
      from: '2025-11-25',
      to: '2026-01-30',
      log_e_value: 0.88,
      first_year: { rows: 74, advantage: 8, variance: 16 },
      later: { rows: 0, advantage: 0, variance: 0 },
    },
  };
  await mkdir(join(workspace.root, 'models'));
  await writeFile(join(workspace.root, 'models/decisions.jsonl'), `${JSON.stringify(line)}\n`);
  const { entries, skipped } = await readDecisions(workspace);
  expect(skipped).toEqual([]);
  expect(entries[0]?.evidence).toEqual({ rows: 74, from: '2025-11-25', to: '2026-01-30', logEValue: 0.88 });
});
