import { expect, it } from 'vitest';
import { keptPlot } from './kept-plot.ts';
import { drawPlot, type PlotRequest } from './plot.ts';

/** A plot of its own each time, as screens ask for it: no list is the one before. */
function request(change: Partial<PlotRequest> = {}): PlotRequest {
  const points = [1, 3, Number.NaN, 2].map((y, x) => ({ x, y }));
  return {
    width: 40,
    height: 8,
    places: 'numbers',
    series: [{ points, tone: 'first', stroke: 'solid' }],
    bars: { name: 'volume', points: points.map(({ x }) => ({ x, y: x })), tone: 'second' },
    marks: [{ x: 1, y: 3 }],
    ...change,
  };
}

it('draws the same once', () => {
  const lines = keptPlot(request(), 'braille');
  expect(lines).toEqual(drawPlot(request(), 'braille'));
  expect(keptPlot(request({ cursor: undefined }), 'braille')).toBe(lines);
});

const points = [1, 3, Number.NaN, 5].map((y, x) => ({ x, y }));
it.each<Partial<PlotRequest>>([
  { width: 41 },
  { height: 9 },
  { cursor: 2 },
  { areValuesLogarithmic: true },
  { marks: [{ x: 0, y: 1 }] },
  { reach: [{ x: 9, y: 9 }] },
  { series: [] },
  { series: [{ points, tone: 'first', stroke: 'solid' }] },
  { series: [{ points: points.slice(0, 3), tone: 'first', stroke: 'solid' }] },
  { series: request().series.map((line) => ({ ...line, stroke: 'dashed' })) },
  { series: request().series.map((line) => ({ ...line, tone: 'third' })) },
  { bars: { name: 'days', points, tone: 'second' } },
])('draws anew what differs: %o', (change) => {
  keptPlot(request(), 'braille');
  expect(keptPlot(request(change), 'braille')).toEqual(drawPlot(request(change), 'braille'));
});

it('draws anew in another style', () => {
  keptPlot(request(), 'braille');
  expect(keptPlot(request(), 'lines')).toEqual(drawPlot(request(), 'lines'));
});
