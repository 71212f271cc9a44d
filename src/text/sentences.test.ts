import { expect, it } from 'vitest';
import { verdicts } from '../domain.ts';
import { wordingOf } from './sentences.ts';

const [lower, higher] = [
  [0.68, 0.69],
  [0.69, 0.68],
] as const;

it.each(verdicts.flatMap((verdict) => [lower, higher].map((losses) => [verdict, losses] as const)))(
  'says of %s at losses %j whether its words are of the base rate',
  (verdict, losses) => {
    const { words, isOfBaseRate } = wordingOf(verdict, losses);
    expect(isOfBaseRate).toBe(words.includes('the base rate'));
  },
);

it('does not call a lower loss no better', () => {
  const of = (losses: readonly [number, number]) => wordingOf('no_better_than_baseline', losses).short;
  expect([of(lower), of(higher)]).toEqual(['not shown', 'no better']);
});
