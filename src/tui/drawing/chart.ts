import asciichart from 'asciichart';
import { extremes } from './blocks.ts';
import type { Span, Tone } from './text.ts';

/** A line of a chart: one value a column, NaN where there is none. */
export interface Series {
  readonly values: readonly number[];
  readonly tone: Tone;
  /** What its flat parts are drawn with, so that lines are told apart without colour. */
  readonly stroke: Stroke;
}

export type Stroke = 'solid' | 'dashed' | 'dotted' | 'double';

const strokes: Readonly<Record<Stroke, readonly string[]>> = {
  solid: ['┤', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'],
  dashed: ['┤', '┤', '╶', '╴', '╌', '╰', '╭', '╮', '╯', '╎'],
  dotted: ['┤', '┤', '╶', '╴', '·', '·', '·', '·', '·', '·'],
  double: ['┤', '┤', '╶', '╴', '═', '╚', '╔', '╗', '╝', '║'],
};

export interface ChartSize {
  /** Columns, the labels of the axis included. */
  readonly width: number;
  readonly height: number;
}

export interface ChartRequest extends ChartSize {
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** The width of the labels. */
  readonly labelWidth: number;
}

/** How many values fit beside the labels. */
export function plotWidth({ width, labelWidth }: Pick<ChartRequest, 'width' | 'labelWidth'>): number {
  return Math.max(2, width - labelWidth - 2);
}

/**
 * Lines on one scale, exactly as high and at most as wide as asked for; an empty chart where there is nothing to
 * draw. Each series is plotted by itself on the common scale and laid over those before it.
 */
export function drawChart(request: ChartRequest): readonly (readonly Span[])[] {
  const { series, height, labelWidth, format } = request;
  const known = series.filter(({ values }) => values.some(Number.isFinite));
  const { min, max } = extremes(known.flatMap(({ values }) => values.filter(Number.isFinite)));
  if (known.length === 0 || height < 2) return Array.from({ length: Math.max(0, height) }, () => []);
  const { low, high } = scale(min, max);
  const plots = known.map(({ values, stroke, tone }) => ({
    tone,
    rows: plot(
      withoutHoles(values.slice(0, plotWidth(request))).map((value) => value - low),
      {
        min: 0,
        max: high - low,
        height: height - 1,
        offset: 2,
        symbols: strokes[stroke],
        format: (value) =>
          `${format(value + low)
            .padStart(labelWidth)
            .slice(-labelWidth)} `,
      },
    ),
  }));
  const rows = plots[0]?.rows.length ?? 0;
  const lines = Array.from({ length: Math.min(rows, height) }, (_, row) =>
    overlay(plots.map(({ tone, rows: own }) => ({ tone, row: own[row] ?? [] }))),
  );
  return [...lines, ...Array.from({ length: height - lines.length }, (): readonly Span[] => [])];
}

/**
 * The values at the bottom and at the top. asciichart rounds the two by themselves, which puts a line a row off its
 * label unless the bottom is 0: so every value is drawn as its distance from it. A flat line gets a little room.
 */
function scale(min: number, max: number): { readonly low: number; readonly high: number } {
  const magnitude = Math.max(Math.abs(min), Math.abs(max));
  const isFlat = max - min <= Math.max(magnitude * 1e-9, 1e-200);
  const room = isFlat ? Math.max(magnitude * 1e-3, 1e-9) : 0;
  return { low: min - room, high: max + room };
}

interface PlotSettings {
  readonly min: number;
  readonly max: number;
  readonly height: number;
  readonly offset: number;
  readonly symbols: readonly string[];
  readonly format: (value: number) => string;
}

/** The characters of one line's chart. Labels are one cell of asciichart's and several columns: they are spread. */
function plot(values: readonly number[], settings: PlotSettings): readonly (readonly string[])[] {
  return asciichart
    .plot([...values], { ...settings, symbols: [...settings.symbols] })
    .split('\n')
    .map((line) => [...line]);
}

/** Rows laid over each other as spans: a later line hides an earlier one, the axis belongs to none. */
function overlay(
  layers: readonly { readonly tone: Tone; readonly row: readonly string[] }[],
): readonly Span[] {
  const width = Math.max(...layers.map(({ row }) => row.length));
  const spans: { text: string; tone: Tone }[] = [];
  const axis = layers[0]?.row.findIndex((cell) => cell === '┤' || cell === '┼') ?? 0;
  for (let x = 0; x < width; x++) {
    const layer =
      x <= axis ? layers[0] : (layers.findLast(({ row }) => (row[x] ?? ' ') !== ' ') ?? layers[0]);
    const tone: Tone = x <= axis ? 'quiet' : (layer?.tone ?? 'plain');
    const text = layer?.row[x] ?? ' ';
    const last = spans.at(-1);
    if (last !== undefined && (last.tone === tone || text === ' ')) last.text += text;
    else spans.push({ text, tone });
  }
  return spans;
}

/** Holes take the value before them; at the head, the one after. asciichart throws at anything else. */
function withoutHoles(values: readonly number[]): readonly number[] {
  let latest = values.find(Number.isFinite) ?? 0;
  return values.map((value) => {
    if (Number.isFinite(value)) latest = value;
    return latest;
  });
}

/**
 * Values as one a column. Where there are more, each column takes, of its own, the one farthest from the column
 * before, and the highest and the lowest of all stay; where there are fewer, they lie on straight lines between them.
 */
export function resampled(values: readonly number[], width: number): readonly number[] {
  if (values.length === 0 || width < 1) return [];
  if (values.length === 1 || width === 1) return Array.from({ length: width }, () => values.at(-1) ?? 0);
  if (values.length > width) return thinned(values, width);
  return Array.from({ length: width }, (_, x) => {
    const place = (x * (values.length - 1)) / (width - 1);
    const left = Math.floor(place);
    const [a = 0, b = a] = [values[left], values[Math.min(left + 1, values.length - 1)]];
    return a + (b - a) * (place - left);
  });
}

function thinned(values: readonly number[], width: number): readonly number[] {
  const { min, max } = extremes(values);
  const kept: number[] = [];
  for (let x = 0; x < width; x++) {
    const own = values.slice(
      Math.floor((x * values.length) / width),
      Math.floor(((x + 1) * values.length) / width),
    );
    const before = kept.at(-1) ?? own[0] ?? 0;
    const farthest = own.reduce(
      (a, b) => (Math.abs(b - before) > Math.abs(a - before) ? b : a),
      own[0] ?? before,
    );
    const last = own.at(-1) ?? before;
    kept.push(own.includes(max) ? max : own.includes(min) ? min : x === width - 1 ? last : farthest);
  }
  return kept;
}

export interface Label {
  /** From 0 to 1 along the axis. */
  readonly place: number;
  readonly text: string;
}

/** Labels under a chart, each around its place and none over another. */
export function drawAxis(labels: readonly Label[], width: number): string {
  let line = '';
  for (const { place, text } of labels) {
    const centre = Math.round(place * (width - 1) - text.length / 2);
    const start = Math.max(0, Math.min(centre, width - text.length));
    if (start < line.length + (line === '' ? 0 : 2)) continue;
    line = line.padEnd(start) + text;
  }
  return line;
}
