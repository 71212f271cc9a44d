import { at } from '../../../learning/vector.ts';
import { formatSigned } from '../../../text/format.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import { extremes, signedBar } from '../../drawing/blocks.ts';
import { cut, fit, type Line } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';

/** Weights with the names of their features. */
interface Weights {
  readonly features: readonly string[];
  readonly weights: readonly number[];
  /** The magnitude that fills half of a bar. */
  readonly limit: number;
}

/** The widths of a row: the name, each half of the bar, the value. */
interface Columns {
  readonly name: number;
  readonly half: number;
  readonly value: number;
}

/** The weights of a run in the scaled space, the largest first, as bars to either side. */
export function weightLines(
  { model }: SavedRun,
  viewport: Pick<Viewport, 'width' | 'height' | 'isHeard'>,
): readonly Line[] {
  const { weights, intercept } = model.parameters;
  if (viewport.isHeard) {
    const said = orderOf(weights).map((j) => `${model.features[j]}: ${formatSigned(at(weights, j), 4)}`);
    return ['Weights, per scaled feature', ...said, `intercept: ${formatSigned(intercept, 4)}`];
  }
  const half = Math.max(4, Math.min(24, Math.floor((viewport.width - 38) / 2)));
  const named = { features: model.features, weights, limit: extremes(weights.map(Math.abs)).max };
  const columns = { name: 24, half, value: 10 };
  const rows = orderOf(weights).map((j) => weightRow(named, j, columns));
  const visible = Math.max(1, viewport.height - 2);
  const hidden = rows.length - visible;
  return [
    titleLine('Weights, per scaled feature', columns),
    ...rows.slice(0, hidden > 0 ? visible - 1 : visible),
    ...(hidden > 0 ? [`${hidden + 1} smaller ones are on the Runs screen`] : []),
    [{ text: `intercept ${formatSigned(intercept, 4)}`, tone: 'quiet' }],
  ];
}

/**
 * Weights as they grow, each in its place: in the order of the features where there is room for all of them, else the
 * largest alone.
 */
export function growingWeights(
  named: Weights,
  { width, height }: Pick<Viewport, 'width' | 'height'>,
): readonly Line[] {
  const value = width >= 36 ? 8 : 0;
  const longest = named.features.reduce((most, { length }) => Math.max(most, length), 0);
  const name = Math.min(longest, Math.max(12, width - value - 14)) + 1;
  const columns = {
    name,
    half: Math.max(3, Math.min(16, Math.floor((width - name - value - 1) / 2))),
    value,
  };
  const rows = Math.max(0, height - 1);
  const all = named.features.map((_, j) => j);
  const shown = all.length <= rows ? all : orderOf(named.weights).slice(0, rows);
  return [titleLine('Weights', columns), ...shown.map((j) => weightRow(named, j, columns))];
}

/** The places of weights, the largest first. */
function orderOf(weights: readonly number[]): readonly number[] {
  const magnitudes = weights.map(Math.abs);
  return weights.map((_, j) => j).toSorted((a, b) => at(magnitudes, b) - at(magnitudes, a));
}

function titleLine(title: string, { name, half }: Columns): Line {
  return [
    { text: fit(title, name + half - 2), tone: 'title' },
    { text: '− │ +', tone: 'quiet' },
  ];
}

function weightRow({ features, weights, limit }: Weights, j: number, { name, half, value }: Columns): Line {
  const weight = at(weights, j);
  return [
    { text: fit(cut(at(features, j), name - 1), name) },
    { text: signedBar(weight, limit, half), tone: weight < 0 ? 'down' : 'up' },
    { text: value === 0 ? '' : fit(formatSigned(weight, value >= 10 ? 4 : 3), value, 'right') },
  ];
}
