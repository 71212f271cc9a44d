import type { FeatureDrift, Measured } from '../../../monitoring/drift.ts';
import type { MonitorReport } from '../../../monitoring/monitor.ts';
import { formatFixed, formatInteger } from '../../../text/format.ts';
import { driftPValue, driftSentence } from '../../../text/monitor-sentences.ts';
import { topAround } from '../../components/scrolled.ts';
import { limitBar } from '../../drawing/limit-bar.ts';
import { cut, fit, type Line, widthOf, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';

const NAME = 22;
/** Where there is room, as wide as the longest name needs. */
function nameWidth(features: readonly FeatureDrift[], { kind }: Viewport): number {
  if (kind === 'narrow') return NAME;
  return Math.max(NAME, ...features.map(({ feature }) => widthOf(feature) + 3));
}

/** A figure and the spaces around it. */
const FIGURE = 7;
const P_VALUE = 7;
const WIDEST_BAR = 18;

const statistics = [
  { title: 'Wasserstein', of: ({ wasserstein }: FeatureDrift) => wasserstein },
  { title: 'PSI', of: ({ psi }: FeatureDrift) => psi },
  { title: 'KS', of: ({ ks }: FeatureDrift) => ks },
] as const;

/** The features that fit around the chosen one, each statistic against its limit, and the chosen one in words. */
export function driftLines(
  { drift, run }: MonitorReport,
  { viewport, row }: { readonly viewport: Viewport; readonly row: number },
): readonly Line[] {
  const { width, height } = viewport;
  const { features, recent } = drift;
  if (recent === undefined) return wrap(`Drift: ${drift.tooFew}.`, width);
  const title = `Drift: ${recent.rows} days to ${recent.to}, ${formatInteger(run.data.rows.train)} training rows; │ limit`;
  if (viewport.isHeard)
    return [title.replace('; │ limit', ''), ...features.map((feature) => driftSentence(feature, run.model))];
  const chosen = features[row];
  const below = chosen === undefined ? [] : wrap(driftSentence(chosen, run.model), width).slice(0, 2);
  const visible = Math.max(1, Math.min(features.length, height - 2 - below.length));
  const top = topAround(row, { rows: features.length, visible });
  const shown = viewport.kind === 'narrow' ? statistics.slice(0, 1) : statistics;
  const nameColumns = nameWidth(features, viewport);
  const free = width - nameColumns - P_VALUE - 2;
  const barWidth = Math.min(WIDEST_BAR, Math.floor(free / shown.length) - FIGURE);
  const place = visible < features.length ? ` ${row + 1} of ${features.length}` : '';
  const head =
    fit(`  feature${place}`, nameColumns) +
    shown.map(({ title: name }) => fit(` ${name}`, barWidth + FIGURE)).join('') +
    fit('p', P_VALUE, 'right');
  return [
    [{ text: cut(title, width), tone: 'title' }],
    [{ text: head, tone: 'quiet' }],
    ...features.slice(top, top + visible).map((feature, i): Line => {
      const cells = shown.map(({ of }) => cell(of(feature), barWidth)).join('');
      const isChosen = top + i === row;
      return [
        {
          text: fit(`${isChosen ? '›' : ' '} ${feature.feature}`, nameColumns),
          tone: isChosen ? 'focus' : 'plain',
        },
        {
          text: cells + fit(driftPValue(feature), P_VALUE, 'right'),
          tone: feature.drifted ? 'warning' : 'plain',
        },
        { text: feature.drifted ? ' !' : '', tone: 'warning' },
      ];
    }),
    ...below.map((text): Line => [{ text, tone: 'quiet' }]),
  ];
}

function cell({ value, limit }: Measured, width: number): string {
  const figure = formatFixed(value, value < 100 ? 2 : 0);
  return `${fit(figure, FIGURE - 2, 'right')} ${limit === null ? ' '.repeat(width) : limitBar(value, limit, width)} `;
}
