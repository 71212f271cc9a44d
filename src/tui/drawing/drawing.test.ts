import fc from 'fast-check';
import realWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { bar, binned, columns, gauge, signedBar, sparkline } from './blocks.ts';
import { fit, fitting, inTones, type Span, widthOf, wrap } from './text.ts';

describe('text', () => {
  it('fits any text into exactly its columns, wide characters included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(realWidth(fit(text, width))).toBe(width);
      }),
    );
  });

  it('measures as string-width does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(widthOf(text)).toBe(realWidth(text));
      }),
    );
    expect(widthOf('╭─╯ █▁ −0.05 ▲ ▼ ● ◆ ∇ ·')).toBe(realWidth('╭─╯ █▁ −0.05 ▲ ▼ ● ◆ ∇ ·'));
  });

  it('is the fullest of several that fits, and cut where none does', () => {
    const texts = ['saved, and in use', 'saved, 比', 'saved'];
    expect([17, 16, 9, 8, 4].map((width) => fitting(texts, width))).toEqual([
      'saved, and in use',
      'saved, 比',
      'saved, 比',
      'saved',
      'sav…',
    ]);
  });

  it('breaks sentences between words, none longer than the width', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('', 7)).toEqual([]);
    expect(wrap('scores (p = 0.63, 12 %)', 12)).toEqual(['scores', '(p = 0.63,', '12 %)']);
  });
});

describe('a line', () => {
  it('is in as few pieces as it has tones in turn', () => {
    const spans: readonly Span[] = [
      { text: 'a' },
      { text: '', tone: 'title' },
      { text: 'b', tone: 'plain' },
      { text: 'c', tone: 'up' },
      { text: 'd', tone: 'down' },
      { text: 'e', tone: 'down' },
      { text: 'f' },
    ];
    expect(inTones(spans)).toEqual([
      { text: 'ab', tone: 'plain' },
      { text: 'c', tone: 'up' },
      { text: 'de', tone: 'down' },
      { text: 'f', tone: 'plain' },
    ]);
    expect(inTones([{ text: '' }])).toEqual([]);
  });
});

describe('blocks', () => {
  it('draw a value each, the least lowest and the greatest highest', () => {
    expect(sparkline([1, 2, 3])).toBe('▁▅█');
    expect(sparkline([1, 1])).toBe('▁▁');
    expect(binned([1, 3, 5, 7], 2)).toEqual([2, 6]);
    expect(columns([1, Number.NaN, 4, -1])).toBe('▃ █ ');
  });

  it('draw bars to either side of an axis', () => {
    expect(signedBar(-1, 2, 4)).toBe('  ██│    ');
    expect(signedBar(2, 2, 4)).toBe('    │████');
    expect(signedBar(0, 0, 2)).toBe('  │  ');
    expect([0.5, 2, -1, Number.NaN].map((share) => bar(share, 4))).toEqual(['██  ', '████', '    ', '    ']);
  });

  it('put a probability on a scale as wide as asked', () => {
    expect(gauge(0, 17)).toBe('0 ├■────┼─────┤ 1');
    expect(gauge(1, 17)).toBe('0 ├─────┼────■┤ 1');
  });
});
