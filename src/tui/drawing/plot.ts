import { formatInteger } from '../../counts.ts';
import { columns as blocks } from './blocks.ts';
import { boxCells } from './box-lines.ts';
import { brailleCells } from './braille-lines.ts';
import {
  type Canvas,
  type Cell,
  type Cells,
  columnOf,
  type Drawing,
  type Point,
  type Series,
} from './canvas.ts';
import { type Scale, scaleOf, shareOf } from './scale.ts';
import { fit, type Line, type Span, type Tone } from './text.ts';
import { dateTicks, type Tick, valueTicks, type WriteTicks } from './ticks.ts';

/** What lines are drawn with: Braille dots, eight in a cell, or the lines of a box, one value a column. */
export type PlotStyle = 'braille' | 'lines';

/** What a plot shows and how large it is. */
export interface PlotRequest {
  /** Columns, the labels of the values included. */
  readonly width: number;
  /** Rows, the labels of the places included. */
  readonly height: number;
  /** A later one lies over those before it. */
  readonly series: readonly Series[];
  /** What x is: days from 1970-01-01, or plain numbers. */
  readonly places: 'dates' | 'numbers';
  /** What stands beside the numbers below the plot. */
  readonly placesName?: string;
  readonly arePlacesLogarithmic?: boolean;
  readonly areValuesLogarithmic?: boolean;
  /** How the ticks of the values are written, where not as plain numbers. */
  readonly write?: WriteTicks;
  /** The place of the cursor: a line from top to bottom, and a mark on the last series. */
  readonly cursor?: number | undefined;
  /** Points that the axes reach, although nothing is drawn there. */
  readonly reach?: readonly Point[];
  /** Points that are marked with a ring. */
  readonly marks?: readonly Point[];
  /** A row of bars below the lines, each below its place. */
  readonly bars?: { readonly name: string; readonly points: readonly Point[]; readonly tone: Tone };
}

const drawings: Readonly<Record<PlotStyle, Drawing>> = { braille: brailleCells, lines: boxCells };

/**
 * Lines over axes with ticks at round values, exactly as high and at most as wide as asked for; empty where there is
 * nothing to draw.
 */
export function drawPlot(request: PlotRequest, style: PlotStyle): readonly Line[] {
  const { series, width, height, bars, cursor } = request;
  const { across, upwards } = extentOf([...series.map(({ points }) => points), request.reach ?? []]);
  const x = scaleOf(across, request.arePlacesLogarithmic);
  const y = scaleOf(upwards, request.areValuesLogarithmic);
  const rows = height - 1 - (bars === undefined ? 0 : 1);
  if (x === undefined || y === undefined || rows < 1)
    return Array.from({ length: Math.max(0, height) }, () => '');

  const { cells: draw, rowOf } = drawings[style];
  const ticks = valueTicks(y, Math.max(2, Math.round(rows / 3)), request.write);
  const labels = new Map(ticks.map((tick) => [rowOf(shareOf(y, tick.value), rows), tick]));
  const names = [...ticks.map(({ text }) => text), bars?.name ?? '', request.placesName ?? ''];
  const labelWidth = names.reduce((most, { length }) => Math.max(most, length), 0);
  const canvas: Canvas = { columns: Math.max(2, width - labelWidth - 2), rows, x, y };

  const cells = draw(canvas, series);
  const put = (point: Point, cell: Cell) => {
    const row = cells[rowOf(shareOf(y, point.y), rows)];
    if (row !== undefined && Number.isFinite(point.y))
      row[columnOf(shareOf(x, point.x), canvas.columns)] = cell;
  };
  if (cursor !== undefined) drawCursor(cells, columnOf(shareOf(x, cursor), canvas.columns));
  for (const mark of request.marks ?? []) put(mark, { text: '○', tone: 'warning' });
  const here = cursor === undefined ? undefined : nearest(series.at(-1)?.points ?? [], cursor);
  if (here !== undefined) put(here, { text: '●', tone: 'accent' });

  return [
    ...cells.map((row, i): Line => {
      const label = fit(labels.get(i)?.text ?? '', labelWidth, 'right');
      return [{ text: `${label} ${labels.has(i) ? '┤' : '│'}`, tone: 'quiet' }, ...spansOf(row)];
    }),
    ...(bars === undefined
      ? []
      : [
          [
            { text: `${fit(bars.name, labelWidth, 'right')}  `, tone: 'quiet' } as const,
            { text: barsBelow(bars.points, canvas), tone: bars.tone },
          ],
        ]),
    [
      {
        text: `${fit(request.placesName ?? '', labelWidth, 'right')}  ${placesLine(request, canvas)}`,
        tone: 'quiet',
      },
    ],
  ];
}

/** The least and the greatest place and value of what is known, in one pass: histories are long. */
function extentOf(lines: readonly (readonly Point[])[]) {
  const [across, upwards] = [nothing(), nothing()];
  for (const points of lines) {
    for (const { x, y } of points) {
      if (!Number.isFinite(y)) continue;
      if (x < across.min) across.min = x;
      if (x > across.max) across.max = x;
      if (y < upwards.min) upwards.min = y;
      if (y > upwards.max) upwards.max = y;
    }
  }
  return { across, upwards };
}

function nothing() {
  return { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
}

function drawCursor(cells: Cells, column: number): void {
  for (const row of cells) row[column] ??= { text: '┊', tone: 'quiet' };
}

/** The point whose place is nearest; the points are in order. */
function nearest<Place extends { readonly x: number }>(
  points: readonly Place[],
  x: number,
): Place | undefined {
  let best = points[0];
  for (const point of points) if (best && Math.abs(point.x - x) < Math.abs(best.x - x)) best = point;
  return best;
}

/** A bar a column: the mean of what lies in it; between places, that of the nearest. */
function barsBelow(points: readonly Point[], { columns, x }: Canvas): string {
  const own = Array.from({ length: columns }, () => ({ sum: 0, count: 0 }));
  for (const point of points) {
    const bar = own[columnOf(shareOf(x, point.x), columns)];
    if (bar === undefined || !Number.isFinite(point.y)) continue;
    bar.sum += point.y;
    bar.count += 1;
  }
  const means = own.map(({ sum, count }) => (count === 0 ? Number.NaN : sum / count));
  return blocks(means.map((mean, column) => (Number.isNaN(mean) ? nearestTo(means, column) : mean)));
}

function nearestTo(means: readonly number[], column: number): number {
  for (let away = 1; away < means.length; away++) {
    for (const mean of [means[column - away], means[column + away]]) {
      if (mean !== undefined && !Number.isNaN(mean)) return mean;
    }
  }
  return Number.NaN;
}

function placesLine({ places }: PlotRequest, { x, columns }: Canvas): string {
  const ticks = places === 'dates' ? dateTicks(x, columns) : countTicks(x, columns);
  let line = '';
  for (const { value, text } of ticks) {
    const centre = columnOf(shareOf(x, value), columns) - Math.floor((text.length - 1) / 2);
    const start = Math.max(0, Math.min(centre, columns - text.length));
    if (start < line.length + (line === '' ? 0 : 2)) continue;
    line = line.padEnd(start) + text;
  }
  return line;
}

/** Ticks at round numbers of what is counted: there is nothing between 1 and 2. */
function countTicks(x: Scale, columns: number): readonly Tick[] {
  const write: WriteTicks = (values) => values.map(formatInteger);
  return valueTicks(x, Math.max(2, Math.floor(columns / 12)), write).filter(({ value }) =>
    Number.isInteger(value),
  );
}

/** Cells of one tone as one piece; what is behind the last one is left out. */
function spansOf(row: readonly (Cell | undefined)[]): readonly Span[] {
  const spans: { text: string; tone: Tone }[] = [];
  for (const cell of row.slice(0, row.findLastIndex((each) => each !== undefined) + 1)) {
    const last = spans.at(-1);
    if (last !== undefined && (cell === undefined || cell.tone === last.tone)) last.text += cell?.text ?? ' ';
    else spans.push({ text: cell?.text ?? ' ', tone: cell?.tone ?? 'plain' });
  }
  return spans;
}
