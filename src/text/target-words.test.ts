import { describe, expect, it } from 'vitest';
import { targetNames } from '../domain.ts';
import { callInWords, chanceName } from './target-words.ts';

describe('the words of a target', () => {
  it('say up and down of the direction alone', () => {
    expect([callInWords('direction', 1), chanceName('direction')]).toEqual(['▲ UP', 'P(up)']);
    for (const target of targetNames.filter((name) => name !== 'direction')) {
      expect([callInWords(target, 0), callInWords(target, 1), chanceName(target)].join()).not.toMatch(
        /\bup\b|down/i,
      );
    }
  });

  it.each(targetNames)('tell a 1 from a 0 of %s', (target) => {
    expect(callInWords(target, 1)).not.toBe(callInWords(target, 0));
  });
});
