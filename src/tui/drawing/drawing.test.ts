import fc from 'fast-check';
import realWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { bar, binned, gauge, signedBar, sparkline } from './blocks.ts';
import { drawAxis, drawChart, resampled } from './chart.ts';
import { curveAt } from './curve.ts';
import { fit, fitting, plainText, widthOf, wrap } from './text.ts';

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
  });
});

describe('a chart', () => {
  const size = { width: 40, height: 8, labelWidth: 6, format: (value: number) => value.toFixed(1) };
  const draw = (values: readonly number[]) =>
    drawChart({ ...size, series: [{ values, tone: 'first', stroke: 'solid' }] }).map(plainText);

  it('is exactly as high as asked and never wider, whatever the values', () => {
    const anything = fc.array(fc.oneof(fc.double({ min: -1e12, max: 1e12 }), fc.constant(Number.NaN)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(anything, fc.integer({ min: 2, max: 30 }), (values, height) => {
        const lines = drawChart({
          ...size,
          height,
          series: [{ values, tone: 'first', stroke: 'solid' }],
        }).map(plainText);
        expect(lines).toHaveLength(height);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(size.width);
      }),
    );
  });

  it('draws each value beside the label that is nearest to it', () => {
    const levels = [0.6854, 0.6957, 0.7088];
    const lines = drawChart({
      ...size,
      height: 14,
      format: (value) => value.toFixed(4),
      series: levels.map((level) => ({ values: [level, level, level], tone: 'first', stroke: 'solid' })),
    }).map(plainText);
    const drawn = lines.filter((line) => line.includes('──')).map((line) => Number(line.slice(0, 6)));
    const step = (0.7088 - 0.6854) / 13;
    for (const [i, level] of levels.toReversed().entries()) {
      expect(Math.abs((drawn[i] ?? 0) - level)).toBeLessThanOrEqual(step / 2 + 1e-4);
    }
  });

  it('draws nothing, a point and a flat line without failing', () => {
    expect(draw([]).join('').trim()).toBe('');
    expect(draw([Number.NaN]).join('').trim()).toBe('');
    expect(draw([5, 5, 5]).join('')).toContain('──');
    expect(draw([0, 0]).join('')).toContain('─');
  });

  it('lays lines over each other on one scale, each with its own stroke', () => {
    const lines = drawChart({
      ...size,
      series: [
        { values: [1, 1, 1, 1], tone: 'third', stroke: 'dotted' },
        { values: [2, 2, 2, 2], tone: 'second', stroke: 'dashed' },
      ],
    }).map(plainText);
    expect(lines.find((line) => line.includes('╌'))).toContain('2.0');
    expect(lines.find((line) => line.includes('·'))).toContain('1.0');
  });

  it('keeps the highest and the lowest of many values', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i / 50));
    values[500] = 9;
    values[501] = -9;
    const kept = resampled(values, 40);
    expect(kept).toHaveLength(40);
    expect([Math.max(...kept), Math.min(...kept)]).toContain(9);
  });

  it('puts labels where they belong, none over another', () => {
    const axis = drawAxis(
      ['2025-01', '2025-07', '2026-01'].map((text, i) => ({ place: i / 2, text })),
      30,
    );
    expect(axis).toBe('2025-01    2025-07     2026-01');
  });
});

it('takes a loss at each column from the newest epoch before it, and none after the last', () => {
  const curve = [1, 5, 9].map((epoch) => ({ epoch, train: epoch, test: -epoch }));
  const request = { width: 5, last: 17, isLogarithmic: false };
  expect(curveAt(curve, 'train', request)).toEqual([1, 5, 9, Number.NaN, Number.NaN]);
});

describe('blocks', () => {
  it('draw a value each, the least lowest and the greatest highest', () => {
    expect(sparkline([1, 2, 3])).toBe('▁▅█');
    expect(sparkline([1, 1])).toBe('▁▁');
    expect(binned([1, 3, 5, 7], 2)).toEqual([2, 6]);
  });

  it('draw bars to either side of an axis', () => {
    expect(signedBar(-1, 2, 4)).toBe('  ██│    ');
    expect(signedBar(2, 2, 4)).toBe('    │████');
    expect(signedBar(0, 0, 2)).toBe('  │  ');
    expect(bar(0.5, 4)).toBe('██  ');
  });

  it('put a probability on a scale as wide as asked', () => {
    expect(gauge(0, 17)).toBe('0 ├■────┼─────┤ 1');
    expect(gauge(1, 17)).toBe('0 ├─────┼────■┤ 1');
  });
});
