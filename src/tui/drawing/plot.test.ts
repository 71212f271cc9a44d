import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeSigned } from '../../text/axis.ts';
import type { Point, Series } from './canvas.ts';
import { drawPlot, type PlotRequest, type PlotStyle } from './plot.ts';
import { plotStyleOf } from './plot-style.ts';
import { plainText, widthOf } from './text.ts';

const sizes = [
  { width: 118, height: 34 },
  { width: 78, height: 18 },
  { width: 58, height: 14 },
] as const;
const styles = ['braille', 'lines'] as const satisfies readonly PlotStyle[];
const everywhere = styles.flatMap((style) => sizes.map((size) => ({ style, ...size })));

const pointsOf = (values: readonly number[]): readonly Point[] => values.map((y, x) => ({ x, y }));
const line = (points: readonly Point[], stroke: Series['stroke'] = 'solid'): Series => ({
  points,
  tone: 'first',
  stroke,
});

function draw(
  request: Partial<PlotRequest> & Pick<PlotRequest, 'series'>,
  style: PlotStyle = 'braille',
): readonly string[] {
  return drawPlot({ width: 40, height: 9, places: 'numbers', ...request }, style).map(plainText);
}

/** The rows that have a label, as it is written. */
function labelsOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((text) => /^ *(\S.*?) ┤/.exec(text)?.[1] ?? []);
}

it('labels each of what is counted once, however few there are', () => {
  const two = draw({
    width: 120,
    series: [
      line([
        { x: 1, y: 1 },
        { x: 2, y: 2 },
      ]),
    ],
  });
  expect(two.at(-1)?.trim()).toMatch(/^1 +2$/);
});

describe.each(everywhere)('$style in $width×$height', ({ style, width, height }) => {
  const plot = (request: Partial<PlotRequest> & Pick<PlotRequest, 'series'>) =>
    draw({ width, height, ...request }, style);

  it('is exactly as high as asked and never wider, whatever is drawn', () => {
    const value = fc.oneof(fc.double({ min: -1e12, max: 1e12 }), fc.constant(Number.NaN));
    const points = fc
      .array(fc.record({ x: fc.integer({ min: 1, max: 20_000 }), y: value }), { maxLength: 60 })
      .map((all) => all.toSorted((a, b) => a.x - b.x));
    const places = fc.constantFrom('dates', 'numbers');
    fc.assert(
      fc.property(points, points, places, fc.boolean(), (a, b, kind, isLogarithmic) => {
        const lines = plot({
          series: [line(a), line(b, 'double')],
          places: kind,
          arePlacesLogarithmic: isLogarithmic,
          areValuesLogarithmic: isLogarithmic,
          marks: a,
          bars: { name: 'volume', points: b, tone: 'second' },
        });
        expect(lines).toHaveLength(height);
        for (const each of lines) expect(widthOf(each)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['cheap', 0.0000061, 0.0000093],
    ['narrow', 0.69388, 0.69394],
    ['dear', 900_000, 1_120_000],
    ['around 0', -0.0214, 0.0031],
  ])('labels %s values at round places, none twice and none −0', (_, low, high) => {
    const values = Array.from({ length: 60 }, (_, i) => low + ((high - low) * i) / 59);
    const labels = labelsOf(plot({ series: [line(pointsOf(values))] }));
    expect(labels.length).toBeGreaterThanOrEqual(2);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).not.toMatch(/^−?0\.0+$|1,?000\.0k/);
  });

  it('draws the line of 0 in the row that is labelled 0', () => {
    const skill = Array.from({ length: 90 }, (_, i) => 0.043 * Math.sin(i / 9) - 0.021);
    const zero = skill.map((_, x) => ({ x, y: 0 }));
    const lines = plot({ series: [line(zero)], write: writeSigned, cursor: undefined });
    const both = plot({ series: [line(zero), line(pointsOf(skill))], write: writeSigned });
    const flat = lines.find((each) => /┤[─⠁-⣿]{20}/.test(each));
    expect(flat).toMatch(/^ *0 ┤/);
    const row = both.find((each) => /^ *0 ┤/.test(each)) ?? '';
    expect(row.replace(/^ *0 ┤/, '').replaceAll(' ', '').length).toBeGreaterThan(15);
  });

  it('draws a line from where it begins to where it ends, whatever the others do', () => {
    const long = Array.from({ length: 301 }, (_, x) => ({ x, y: 2 }));
    const short = [10, 20, 40, 60].map((x) => ({ x, y: 1 }));
    const alone = plot({ series: [line([{ x: 0, y: Number.NaN }]), line(long)] });
    const rows = plot({ series: [line(long), line(short)] });
    const own = rows.filter((each) => /[│┤] *[─⠁-⣿]/.test(each)).map((each) => each.replace(/^.*?[│┤]/, ''));
    const lower = own.at(-1) ?? '';
    const columns = (alone[0] ?? '').length;
    expect(columns).toBeGreaterThan(0);
    const [start, end] = [lower.search(/\S/), lower.trimEnd().length];
    const whole = (own[0] ?? '').trimEnd().length;
    expect(start / whole).toBeCloseTo(10 / 300, 1);
    expect(end / whole).toBeCloseTo(60 / 300, 1);
  });

  it('puts a bar under its day where there are fewer days than columns', () => {
    const points = Array.from({ length: 7 }, (_, x) => ({ x, y: x === 3 ? 9 : 1 }));
    const lines = plot({
      series: [line(points)],
      bars: { name: 'volume', points, tone: 'second' },
    });
    const bars = lines.find((each) => each.includes('volume')) ?? '';
    const peak = lines.findIndex((each) => /[│┤].*[⠁-⣿╮╭]/.test(each));
    const summit = [...(lines[peak] ?? '')].flatMap((text, i) => (/[⠁-⣿╮╭]/.test(text) ? [i] : []));
    const tallest = [...bars].flatMap((text, i) => (text === '█' ? [i] : []));
    const middle = (places: readonly number[]) => ((places[0] ?? 0) + (places.at(-1) ?? 0)) / 2;
    expect(Math.abs(middle(summit) - middle(tallest))).toBeLessThanOrEqual(1.5);
    expect(bars.replace(/^volume */, '').length).toBeGreaterThan(width - 12);
  });

  it('shows the cursor from top to bottom, and its point on the line', () => {
    const lines = plot({ series: [line(pointsOf([1, 2, 3, 4, 5]))], cursor: 2 });
    const column = lines.findIndex((each) => each.includes('●'));
    const place = (lines[column] ?? '').indexOf('●');
    expect(lines.filter((each) => each[place] === '┊').length).toBeGreaterThanOrEqual(height - 4);
  });
});

it('draws nothing, a point and a flat line without failing', () => {
  for (const style of styles) {
    expect(draw({ series: [] }, style).join('').trim()).toBe('');
    expect(
      draw({ series: [line(pointsOf([Number.NaN]))] }, style)
        .join('')
        .trim(),
    ).toBe('');
    expect(draw({ series: [line(pointsOf([5]))] }, style).join('')).toMatch(/[─⠁-⣿]/);
    expect(draw({ series: [line(pointsOf([0, 0, 0]))] }, style).join('')).toMatch(/[─⠁-⣿]{3}/);
  }
});

it('tells lines apart by their strokes, without colour', () => {
  for (const style of styles) {
    const drawn = (['solid', 'dashed', 'dotted', 'double'] as const).map((stroke) =>
      draw({ series: [line(pointsOf([3, 3, 3]), stroke)] }, style).find((each) => /┤.+|│.+/.test(each)),
    );
    expect(new Set(drawn).size).toBe(4);
  }
});

it('keeps the highest and the lowest of many values', () => {
  const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i / 50));
  values[500] = 9;
  values[700] = -9;
  for (const style of styles) {
    const lines = draw({ series: [line(pointsOf(values))] }, style);
    expect(lines[0]).toMatch(/[│┤] +[╭╮⠁-⣿]/);
    expect(lines[7]).toMatch(/[│┤] +[╰╯⠁-⣿]/);
  }
});

it('asks for lines where Braille cannot be drawn', () => {
  expect(plotStyleOf({ TERM: 'xterm-256color', LANG: 'C.UTF-8' })).toBe('braille');
  expect(plotStyleOf({ TERM: 'xterm-256color' })).toBe('braille');
  expect(plotStyleOf({ TERM: 'linux', LANG: 'C.UTF-8' })).toBe('lines');
  expect(plotStyleOf({ TERM: 'xterm', LANG: 'en_US.ISO-8859-1' })).toBe('lines');
  expect(plotStyleOf({ TERM: 'xterm', LANG: 'de_DE.UTF-8', LC_ALL: 'C' })).toBe('lines');
  expect(plotStyleOf({}, 'win32')).toBe('lines');
  expect(plotStyleOf({ WT_SESSION: '1' }, 'win32')).toBe('braille');
  expect(plotStyleOf({}, 'linux')).toBe('braille');
});
