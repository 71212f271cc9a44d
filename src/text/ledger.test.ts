import { expect, it } from 'vitest';
import type { ReviewedEntry } from '../training/review-ledger.ts';
import { ledgerEntryText } from './ledger.ts';

const entry: ReviewedEntry = {
  id: '8f805749b59574f1',
  enteredAt: '2026-11-27T15:15:00.000Z',
  command: 'test',
  recipe: {
    coins: ['bitcoin'],
    vsCurrency: 'usd',
    target: 'direction',
    scheme: 'signal_test',
    featureSet: 'classic',
    settings: { carry: 7, l2: null, half_life: null, step: 30 },
    signals: [{ name: 'mood', fingerprint: 'd4c5cf05220e0000' }],
  },
  data: {
    source: 'bundled',
    from: '2024-02-01',
    to: '2026-01-31',
    days: 731,
    fingerprint: 'd4c5cf05220e0000',
  },
  n: 336,
  meanDifference: 0.000252,
  pValue: 0.031,
  evaluations: 2,
  pValueHolm: 0.062,
};

it('shows an entry a line each, with default where nothing was set', () => {
  expect(ledgerEntryText(entry).split('\n')).toEqual([
    'Entry       8f805749b59574f1',
    'Market      bitcoin in usd',
    'Target      direction',
    'Made        2026-11-27 15:15 by test',
    'What        test of mood beside classic',
    'carry       7',
    'l2          default',
    'half-life   default',
    'step        30',
    'Signal      mood (d4c5cf05220e)',
    'Data        2024-02-01 to 2026-01-31, 731 days, from the bundled snapshot',
    'Judged      336 days',
    'Gain a day  +0.000252',
    'p alone     0.031',
    'p among 2   0.062',
  ]);
});
