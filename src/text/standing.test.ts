import { expect, it } from 'vitest';
import { pValuesInWords } from './sentences.ts';
import { standingInWords } from './standing.ts';

const tried = { coins: ['bitcoin'], target: 'direction', pValue: 0.031 } as const;

it('says which recipe it is, and what its p-value is among them', () => {
  expect(standingInWords(tried, { evaluations: 1, place: 1, pValueHolm: 0.031 })).toBe(
    'the first recipe tried on bitcoin (direction): p = 0.031',
  );
  expect(standingInWords(tried, { evaluations: 14, place: 14, pValueHolm: 0.43 })).toBe(
    'the 14th recipe tried on bitcoin (direction): p = 0.031 alone, 0.43 among them',
  );
});

it('does not call the newest what was tried before and is the same again', () => {
  expect(standingInWords(tried, { evaluations: 14, place: 3, pValueHolm: 0.43 })).toContain(
    'the 3rd of 14 recipes tried on bitcoin (direction)',
  );
});

it('counts tests of signals as tests, the newest last', () => {
  expect(standingInWords({ ...tried, isTest: true }, { evaluations: 22, pValueHolm: null })).toBe(
    'the 22nd test of a signal tried on bitcoin (direction): p = 0.031 alone, – among them',
  );
});

it.each([
  [2, '2nd'],
  [11, '11th'],
  [12, '12th'],
  [113, '113th'],
  [121, '121st'],
])('writes %i as %s', (place, written) => {
  expect(standingInWords(tried, { evaluations: place, place, pValueHolm: 1 })).toContain(
    ` ${written} recipe`,
  );
});

it('says a p-value as the ledger does, and beside it that of the constant that is hardest to beat', () => {
  expect(pValuesInWords(0.724, 0.744)).toBe('p = 0.72, 0.74 beside every constant');
  expect(pValuesInWords(0.911, 0.913)).toBe('p = 0.91');
  expect(pValuesInWords(0.0001, null)).toBe('p < 0.001');
});
