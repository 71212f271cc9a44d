import { expect, it } from 'vitest';
import type { NewLedgerEntry, Recipe } from '../results/ledger-entry.ts';
import { temporaryFolder } from '../testing/context.ts';
import { enterIntoLedger } from '../workspace/ledger.ts';
import { reviewLedger, standingOf } from './review-ledger.ts';

const recipe: Recipe = {
  coins: ['bitcoin'],
  vsCurrency: 'usd',
  target: 'direction',
  scheme: 'walk_forward',
  featureSet: 'returns',
  settings: { l2: 1 },
  signals: [],
};
const data: NewLedgerEntry['data'] = {
  source: 'bundled',
  from: '2024-02-01',
  to: '2026-01-31',
  days: 731,
  fingerprint: 'ab'.repeat(32),
};

/** What was asked, its p-value, and what Holm's correction over all that ask the same makes of that. */
const asked: readonly (readonly [asked: Partial<Recipe>, pValue: number, corrected: number, of: number])[] = [
  [{}, 0.01, 0.02, 2],
  [{ target: 'large_move' }, 0.03, 0.03, 1],
  [{ vsCurrency: 'eur' }, 0.04, 0.04, 1],
  [{ scheme: 'signal_test' }, 0.05, 0.05, 1],
  [{ coins: ['solana'] }, 0.06, 0.06, 1],
  [{ scheme: 'test_split', settings: { l2: 2 } }, 0.015, 0.02, 2],
];

it('corrects for what asks the same of the same market, and for nothing else', async () => {
  const workspace = { root: await temporaryFolder() };
  const additions = asked.map(([own, pValue]) => {
    const entry: NewLedgerEntry = {
      command: 'evaluate',
      recipe: { ...recipe, ...own },
      data,
      n: 100,
      meanDifference: 0.01,
      pValue,
    };
    return { entry, days: [] };
  });
  const entries = await enterIntoLedger(workspace, additions, '2026-02-01T12:00:00.000Z');

  expect(await standingOf(workspace, entries)).toMatchObject(
    asked.map(([, , pValueHolm, evaluations]) => ({ pValueHolm, evaluations })),
  );
  const { questions } = await reviewLedger(workspace);
  expect(questions.map(({ entries: tried }) => tried.map(({ pValue }) => pValue))).toEqual([
    [0.01, 0.015],
    [0.03],
    [0.04],
    [0.05],
    [0.06],
  ]);
  expect(questions.map(({ isTest }) => isTest)).toEqual([false, false, false, true, false]);
});
