import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { maximum, minimum } from '../learning/scalers.ts';
import type { Drawn } from './document.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

/** The widest of the fonts that browsers take for a page: a digit of DejaVu Sans is 0.64 of its height wide. */
const WIDEST = 0.65;
// No font is known here. Left to itself, the library reckons with a narrow one, and labels lose their left edge.
setPlatformAPI({ measureText: (text, font) => ({ width: text.length * fontSizeOf(font) * WIDEST }) });

export type Point = readonly [x: number, y: number];

export interface Line {
  readonly name: string;
  readonly points: readonly Point[];
  /** Which of the page's series colours; `faint` for what only frames the others. */
  readonly colour: 'first' | 'second' | 'faint';
  readonly dashed?: boolean;
  readonly dots?: boolean;
}

export interface LineChartOptions {
  readonly lines: readonly Line[];
  readonly x: 'time' | 'value';
  /** Whether values are money: drawn in proportions, on a logarithmic scale, where they span over a power of ten. */
  readonly inProportion?: boolean;
  /** A level to compare with. */
  readonly level?: number;
  readonly xName?: string;
}

export interface Bar {
  readonly name: string;
  readonly value: number;
}

/** About as wide as a column of the page, and as the page on a telephone, with room for the longest names. */
const WIDE: Size = { width: 512, height: 300 };
const NARROW: Size = { width: 384, height: 280 };
const MOST_POINTS = 400;

/** Colours are the page's own, so that a chart turns dark with it. */
const colours = { first: 'var(--first)', second: 'var(--second)', faint: 'var(--faint)' } as const;
/** That of the captions and tables of the page. */
const LABEL_PX = 14;
const label = { color: 'var(--quiet)', fontSize: LABEL_PX };
const axis = {
  axisLabel: { ...label, hideOverlap: true, rich: { primary: { fontSize: LABEL_PX, fontWeight: 'normal' } } },
  axisLine: { lineStyle: { color: 'var(--rule)' } },
  axisTick: { lineStyle: { color: 'var(--rule)' } },
  splitLine: { lineStyle: { color: 'var(--rule)', opacity: 0.5 } },
  nameTextStyle: label,
};

/** Room for what the axes say is made inside the picture. */
const grid = { left: 8, right: 16, top: 34, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' };

/** Lines over time or values, as SVG. */
export function lineChart({ lines, x, inProportion = false, level, xName }: LineChartOptions): Drawn {
  const y = inProportion && spansPowers(lines) ? 'log' : 'value';
  const named = lines.filter(({ name }) => name !== '');
  return draw({
    legend: { show: named.length > 1, top: 0, data: named.map(({ name }) => name), textStyle: label },
    xAxis: {
      ...axis,
      type: x,
      name: xName,
      nameLocation: 'middle',
      nameGap: 30,
      scale: true,
      splitNumber: 4,
    },
    yAxis: { ...axis, type: y, scale: true, min: y === 'log' ? powerBelow(lines) : undefined },
    series: lines.map(({ name, points, colour, dashed = false, dots = false }, i) => ({
      type: 'line',
      name,
      data: thinned(points),
      showSymbol: dots,
      symbol: 'circle',
      symbolSize: 6,
      color: colours[colour],
      lineStyle: { width: colour === 'faint' ? 1 : 1.8, type: dashed ? 'dashed' : 'solid' },
      markLine: i === 0 && level !== undefined ? levelLine({ yAxis: level }) : undefined,
    })),
  });
}

/** Bars from 0, one below the other, as SVG. */
export function barChart(bars: readonly Bar[]): Drawn {
  const fromTop = bars.toReversed();
  return draw({
    rows: bars.length,
    xAxis: { ...axis, type: 'value', splitNumber: 3 },
    yAxis: { ...axis, type: 'category', data: fromTop.map(({ name }) => name), splitLine: { show: false } },
    series: [
      {
        type: 'bar',
        data: fromTop.map(({ value }) => ({
          value,
          itemStyle: { color: value >= 0 ? colours.first : colours.second },
        })),
        barCategoryGap: '30%',
        markLine: levelLine({ xAxis: 0 }),
      },
    ],
  });
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** `rows` is how many bars lie below each other. */
type Drawing = EChartsCoreOption & { readonly rows?: number };

function draw({ rows = 0, ...option }: Drawing): Drawn {
  const drawn = (size: Size) => drawnIn({ ...size, height: Math.max(size.height, 56 + 22 * rows) }, option);
  return { wide: drawn(WIDE), narrow: drawn(NARROW) };
}

function drawnIn(size: Size, option: EChartsCoreOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({
      animation: false,
      // Not `inherit`, which would make the whole shorthand invalid.
      textStyle: { fontFamily: 'system-ui, sans-serif' },
      grid,
      ...option,
    });
    return inline(chart.renderToSVGString(), size);
  } finally {
    chart.dispose();
  }
}

/** SVG for the middle of a page: it takes the width that is there, and needs no namespace. */
function inline(svg: string, { width, height }: Size): string {
  return svg
    .replace(/^[^<]*<svg[^>]*>/, `<svg viewBox="0 0 ${width} ${height}" role="img" aria-hidden="true">`)
    .replaceAll(/ (?:pointer-events|class)="[^"]*"/g, '')
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, '');
}

function fontSizeOf(font = ''): number {
  const [, size] = /([\d.]+)px/.exec(font) ?? [];
  return size === undefined ? label.fontSize : Number(size);
}

/** A line at the value itself: the library would round it to two places. */
function levelLine(at: { readonly xAxis?: number; readonly yAxis?: number }) {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    data: [at],
    precision: 20,
    lineStyle: { color: 'var(--quiet)', type: 'dashed', width: 1 },
  };
}

/** Every so many points, the last one always: more than pixels are lost on a reader. */
function thinned(points: readonly Point[]): readonly Point[] {
  const stride = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => i % stride === 0 || i === points.length - 1);
}

function spansPowers(lines: readonly Line[]): boolean {
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y));
  return minimum(values) > 0 && maximum(values) / minimum(values) > 10;
}

function powerBelow(lines: readonly Line[]): number {
  return 10 ** Math.floor(Math.log10(minimum(lines.flatMap(({ points }) => points.map(([, y]) => y)))));
}
