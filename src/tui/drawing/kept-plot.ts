import type { Point, Series } from './canvas.ts';
import { drawPlot, type PlotRequest, type PlotStyle } from './plot.ts';
import type { Line } from './text.ts';

/** As many plots as a screen shows, and the one behind the help. */
const MOST_KEPT = 4;

interface Kept {
  readonly request: PlotRequest;
  readonly style: PlotStyle;
  readonly lines: readonly Line[];
}

/** The newest first. */
let kept: readonly Kept[] = [];

/** What `drawPlot` draws, drawn once as long as the same is asked for: long histories take longer than a key may. */
export function keptPlot(request: PlotRequest, style: PlotStyle): readonly Line[] {
  const known = kept.find((each) => each.style === style && isSame(each.request, request));
  const plot = known ?? { request, style, lines: drawPlot(request, style) };
  if (plot !== kept[0]) kept = [plot, ...kept.filter((each) => each !== plot)].slice(0, MOST_KEPT);
  return plot.lines;
}

function isSame(one: PlotRequest, other: PlotRequest): boolean {
  const { series, reach, marks, bars, ...rest } = one;
  const { series: otherSeries, reach: otherReach, marks: otherMarks, bars: otherBars, ...otherRest } = other;
  return (
    hasAllOf(rest, otherRest) &&
    hasAllOf(otherRest, rest) &&
    arePoints(reach, otherReach) &&
    arePoints(marks, otherMarks) &&
    bars?.name === otherBars?.name &&
    bars?.tone === otherBars?.tone &&
    arePoints(bars?.points, otherBars?.points) &&
    series.length === otherSeries.length &&
    series.every((line, i) => isLine(line, otherSeries[i]))
  );
}

function isLine(line: Series, other: Series | undefined): boolean {
  return line.tone === other?.tone && line.stroke === other.stroke && arePoints(line.points, other.points);
}

function arePoints(points: readonly Point[] | undefined, others: readonly Point[] | undefined): boolean {
  if (points === others) return true;
  if (points?.length !== others?.length) return false;
  return (points ?? []).every(({ x, y }, i) => Object.is(x, others?.[i]?.x) && Object.is(y, others?.[i]?.y));
}

/** Whether one has all that another has: what is not given is the same as nothing. */
function hasAllOf(one: object, other: object): boolean {
  return Object.entries(other).every(([key, value]) => Object.is(Reflect.get(one, key), value));
}
