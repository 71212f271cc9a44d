import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('the nearest words', () => {
  it.each([
    ['trian', ['train', 'retrain', 'tune'], ['train']],
    ['bitcion', ['bitcoin', 'litecoin'], ['bitcoin']],
    ['etherium', ['ethereum', 'ethereum-classic'], ['ethereum']],
    ['run', ['runs', 'train'], ['runs']],
    ['hlep', ['help', 'delay'], ['help']],
  ])('of %s are those with few letters wrong', (word, known, expected) => {
    expect(nearest(word, known)).toEqual(expected);
  });

  it.each([
    ['josn', ['coin', 'days']],
    ['zzzz', ['tron', 'sui', 'dai']],
    ['x', ['vs']],
  ])('of %s are none where half of its letters would be wrong', (word, known) => {
    expect(nearest(word, known)).toEqual([]);
  });

  it('come nearest first', () => {
    expect(nearest('settngs', ['setting', 'settings'])).toEqual(['settings', 'setting']);
  });
});
