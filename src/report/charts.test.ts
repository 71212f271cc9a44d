import { expect, it } from 'vitest';
import { barChart, lineChart } from './charts.ts';

it('draws a level where it is, not where two places round it to', () => {
  const level = 0.6957;
  const line = { name: 'loss', colour: 'first' } as const;
  const { wide: svg } = lineChart({
    lines: [
      { ...line, points: [0, 1].map((x) => [x, level] as const) },
      { ...line, points: [0, 1].map((x) => [x, 0.69 + 0.02 * x] as const) },
    ],
    x: 'value',
    level,
  });
  const drawn = [...svg.matchAll(/<path d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)"([^>]*)>/g)];
  const heightOf = (isDashed: boolean) => {
    const [, y] =
      drawn.find(
        ([, from, to, style = '']) =>
          from === to &&
          isDashed === style.includes('stroke-dasharray') &&
          /var\(--(first|quiet)\)/.test(style),
      ) ?? [];
    return Number(y);
  };
  // Lines of one pixel are set between pixels.
  expect(Math.abs(heightOf(true) - heightOf(false))).toBeLessThan(1);
});

it('has labels of a size that a page takes, and room for them in the widest of fonts', () => {
  const name = 'abs_return_ewma_20_to_median';
  const drawn = barChart([
    { name, value: 1 },
    { name: 'short', value: -1 },
  ]);
  for (const svg of [drawn.wide, drawn.narrow]) {
    const [, left] = new RegExp(`text-anchor="end"[^>]*translate\\(([\\d.]+)[^>]*>${name}<`).exec(svg) ?? [];
    expect(svg).toContain('14px system-ui');
    expect(Number(left)).toBeGreaterThan(name.length * 14 * 0.64);
  }
});
